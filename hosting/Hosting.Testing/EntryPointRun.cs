using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Migration.Hosting.Building;
using Migration.Hosting.Running;

namespace Migration.Hosting.Testing;

/// <summary>
/// One run of an AppHost's program.
/// <code>
///   program's thread   CreateBuilder ─▶ Build() ─▶ Building hook ─▶ built ─▶ held ─▶ Run() ─▶ … ─▶ end
///   the test                           GetBuilderAsync    GetApplicationAsync  StartAsync     DisposeAsync
/// </code>
/// The program is held inside Build() until the application is started, so that what follows there happens as it does without a test.
/// </summary>
internal sealed class EntryPointRun(EntryPoint entryPoint, string[] args, EntryPointHooks hooks) : IAsyncDisposable
{
    /// <summary>How long the end of a program may take after its application has been stopped.</summary>
    private static readonly TimeSpan s_endingTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Stage<DistributedApplicationBuilder> _builder = new();
    private readonly Stage<DistributedApplication> _application = new();
    private readonly Stage<bool> _started = new();
    private readonly Gate _mayStart = new();
    private DistributedApplicationBuilder? _made;
    private IHostApplicationLifetime? _lifetime;
    private TimeSpan _stopTime;
    private DistributedApplicationException? _lateFailure;
    private Task? _program;
    private Task? _disposal;

    public async Task<DistributedApplicationBuilder> GetBuilderAsync(CancellationToken cancellationToken)
    {
        EnsureRunning();
        return await _builder.WaitAsync(BuildLimit.Current, TooLate("did not come to build its application"), cancellationToken).ConfigureAwait(false);
    }

    public async Task<DistributedApplication> GetApplicationAsync(CancellationToken cancellationToken)
    {
        EnsureRunning();
        return await _application.WaitAsync(BuildLimit.Current, TooLate("built no application"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the program start its application, and waits until it has.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        EnsureRunning();
        _mayStart.Open();
        await _started.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The application, if the program has started it.</summary>
    public DistributedApplication? StartedApplication => _started.IsReached ? _application.Value : null;

    /// <summary>Waits until the application has ended by itself.</summary>
    /// <exception cref="DistributedApplicationException">An error ended it.</exception>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        await (_program ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_lateFailure is not null)
        {
            throw _lateFailure;
        }
    }

    /// <summary>Stops the application, waits until the program has ended and releases everything.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            return new ValueTask(_disposal ??= EndAsync());
        }
    }

    private void EnsureRunning()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposal is not null, typeof(DistributedApplication));
            if (_program is null)
            {
                _program = entryPoint.RunAsync(args, OnEvent);
                _ = HandOnEndAsync(_program);
            }
        }
    }

    private void OnEvent(string name, object? payload)
    {
        switch (name, payload)
        {
            case (BuilderEvents.ConstructingName, (DistributedApplicationOptions options, HostApplicationBuilderSettings settings))
                when _made is null:
                hooks.Creating(options, settings);
                break;
            case (BuilderEvents.ConstructedName, DistributedApplicationBuilder builder) when _made is null:
                _made = builder;
                hooks.Created(builder);
                break;
            case (BuilderEvents.BuildingName, DistributedApplicationBuilder builder) when builder == _made:
                _builder.Reach(builder);
                hooks.Building(builder);
                break;
            case (BuilderEvents.BuiltName, DistributedApplication application) when !_application.IsReached:
                OnBuilt(application);
                break;
        }
    }

    private void OnBuilt(DistributedApplication application)
    {
        var services = application.Services;
        services.GetRequiredService<RunOutcome>().Report = OnFailure;
        _stopTime = services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        _lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        _lifetime.ApplicationStarted.Register(() => _started.Reach(value: true));
        hooks.Built(application);
        _application.Reach(application);
        _mayStart.Pass();
    }

    private void OnFailure(DistributedApplicationException failure)
    {
        if (!_started.Fail(failure))
        {
            _lateFailure = failure;
        }
    }

    /// <summary>A stage that was not reached when the program ended never will be.</summary>
    private async Task HandOnEndAsync(Task program)
    {
        Exception? error = null;
        try
        {
            await program.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Handed on to whoever waits.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            error = exception;
        }

        _builder.Fail(error ?? Ended("building an application: call DistributedApplication.CreateBuilder(args), then Build()"));
        _application.Fail(error ?? Ended("building its application"));
        _started.Fail(error ?? Ended("starting its application: call Run() or await StartAsync()"));
    }

    private InvalidOperationException Ended(string missing) => new($"The program of '{entryPoint.Name}' ended without {missing}.");

    private string TooLate(string missing) =>
        $"The program of '{entryPoint.Name}' {missing} within {BuildLimit.Current.TotalSeconds} s. "
        + $"See what it waits for, or set {BuildLimit.Variable} to allow it more.";

    private async Task EndAsync()
    {
        _mayStart.Abandon();
        if (_program is null)
        {
            return;
        }

        _lifetime?.StopApplication();
        var hasEnded = await WaitForProgramAsync(_program).ConfigureAwait(false);
        if (_application.Value is { } application)
        {
            if (!hasEnded && _started.IsReached)
            {
                // The program does something else than waiting for its application.
                await application.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }

            await application.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>False if the program goes on although its application was told to stop.</summary>
    private async Task<bool> WaitForProgramAsync(Task program)
    {
        try
        {
            await program.WaitAsync(_stopTime + s_endingTime, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!program.IsCompleted)
        {
            return false;
        }
#pragma warning disable CA1031 // Whoever waited for a stage that was not reached has got it.
        catch (Exception) when (!_started.IsReached)
#pragma warning restore CA1031
        {
            return true;
        }

        return true;
    }
}
