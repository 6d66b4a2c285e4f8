using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Starts, watches and stops one instance of a resource.</summary>
internal sealed partial class InstanceController(
    ResourceInstance instance, StartGate gate, InstanceStarter starter, InstanceReporter reporter, StartFailures failures)
    : IDisposable
{
    /// <summary>A process without health checks that ends with an error this soon never came up.</summary>
    private static readonly TimeSpan StartPhase = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _commands = new(1, 1);
    private readonly Lock _lock = new();
    private InstanceRun? _run;

    public ResourceInstance Instance => instance;

    /// <summary>
    /// Starts the instance unless it runs; one that waits for others stops waiting. Returns when its process runs or has failed to.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        InstanceRun run;
        lock (_lock)
        {
            if (_run is { IsOver: false } current)
            {
                run = current;
                run.Force();
            }
            else
            {
                run = _run = new InstanceRun();
                run.Completion = Task.Run(() => RunAsync(run), CancellationToken.None);
            }
        }

        await run.Created.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the run, at any point of it, and returns when nothing of it is left.</summary>
    /// <param name="hurry">SIGKILL instead of patience when it is cancelled.</param>
    public async Task StopAsync(CancellationToken hurry)
    {
        InstanceRun? run;
        lock (_lock)
        {
            run = _run;
        }

        if (run is null || run.IsOver)
        {
            return;
        }

        run.RequestStop();
        await run.Created.WaitAsync(hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (run.Process is { } process)
        {
            if (!process.Exited.IsCompleted)
            {
                await reporter.StoppingAsync(instance);
            }

            await process.StopAsync(hurry);
        }

        await run.Completion.WaitAsync(hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops and starts; <paramref name="between"/> is done while it is down. One such command at a time.</summary>
    public async Task RestartAsync(Func<CancellationToken, Task> between, CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            await StopAsync(CancellationToken.None);
            await between(cancellationToken);
            await StartAsync(cancellationToken);
        }
        finally
        {
            _commands.Release();
        }
    }

    public void Dispose()
    {
        _commands.Dispose();
        _run?.Dispose();
    }

    private async Task RunAsync(InstanceRun run)
    {
        try
        {
            if (gate.IsClosed)
            {
                await reporter.NeverStartedAsync(instance);
                return;
            }

            await reporter.BeginAsync(instance);
            await gate.PassAsync(instance, run.Forced, run.Stopping);
            await reporter.LaunchingAsync(instance);
            var (process, launch) = await starter.StartAsync(instance, run.Stopping);
            await using (process)
            {
                await reporter.RunningAsync(instance, process.ProcessId, launch);
                run.Attach(process);
                await WatchAsync(run, await process.Exited);
            }
        }
        catch (OperationCanceledException) when (run.Stopping.IsCancellationRequested || gate.IsClosed)
        {
            await reporter.NotStartedAsync(instance);
        }
#pragma warning disable CA1031 // Whatever keeps a resource from starting is told with the resource; the others go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await reporter.FailedAsync(instance, failures.Report(instance.Resource, instance.Id, ToStartFailure(exception)).Message);
        }
        finally
        {
            run.GiveUp();
        }
    }

    private async Task WatchAsync(InstanceRun run, int exitCode)
    {
        var wasStopped = run.Stopping.IsCancellationRequested;
        string? failure = null;
        if (!wasStopped && !IsExpected(exitCode))
        {
            if (HasFailedToStart(exitCode))
            {
                failure = failures.Report(
                    instance.Resource, instance.Id, ResourceExits.AtStart(instance.Resource.Name, exitCode, reporter.GetTimeSinceLaunch(instance))).Message;
            }
            else if (exitCode != 0)
            {
                failures.ReportCrash(instance.Resource, instance.Id, exitCode);
            }
        }

        await reporter.EndedAsync(instance, exitCode, wasStopped, failure);
        await gate.AnnounceStopAsync(instance);
    }

    private bool HasFailedToStart(int exitCode)
    {
        var hasChecks = instance.Resource.Annotations.OfType<HealthCheckAnnotation>().Any();
        var wasReady = reporter.GetSnapshot(instance)?.ReadyEventTask is not null;
        return hasChecks
            ? !wasReady
            : exitCode != 0 && (!wasReady || reporter.GetTimeSinceLaunch(instance) < StartPhase);
    }

    // Somebody waits for it to complete with just this code.
    private bool IsExpected(int exitCode) => failures.IsAwaitedExit(instance.Resource, exitCode);

    private ResourceStartException ToStartFailure(Exception exception)
    {
        switch (exception)
        {
            case ResourceStartException failure:
                return failure;
            case ProcessStartException failure:
                return new ResourceStartException(instance.Resource.Name, failure.Cause, failure.Cure, lastLogLines: null, failure);
            case DistributedApplicationException failure:
                return new ResourceStartException(instance.Resource.Name, failure.Message, string.Empty, lastLogLines: null, failure);
            default:
                Log.StartFailed(instance.Logger, exception);
                return new ResourceStartException(
                    instance.Resource.Name, $"{exception.GetType().Name}: {exception.Message}", "Its log has the details.", lastLogLines: null, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The start failed.")]
        public static partial void StartFailed(ILogger logger, Exception exception);
    }
}
