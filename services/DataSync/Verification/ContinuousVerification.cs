using Microsoft.Extensions.Options;
using Migration.DataSync.Backfill;
using Npgsql;

namespace Migration.DataSync.Verification;

/// <summary>
/// Compares everything again and again in the background, a slice at a time, and waits after each so long that its share of the time stays within the
/// budget. Paused, or ended with the service, it goes on where it was.
/// </summary>
internal sealed partial class ContinuousVerification(
    Func<Verifier> verifier, PassCursor cursor, BackfillStatus backfill, IOptions<VerificationOptions> options, TimeProvider time, ILogger<ContinuousVerification> logger)
    : BackgroundService
{
    private static readonly TimeSpan NotReady = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly List<Finding> _findings = [];
    private TaskCompletionSource _resumed = Completed();
    private string _state = "waiting";
    private long? _position;
    private int _passes;
    private TimeSpan _worked;
    private long _begun;

    public PassStatus Status
    {
        get
        {
            lock (_lock)
            {
                var elapsed = _begun == 0 ? TimeSpan.Zero : time.GetElapsedTime(_begun);
                return new PassStatus
                {
                    State = _resumed.Task.IsCompleted ? _state : "paused",
                    Position = _position ?? 0,
                    Passes = _passes,
                    Used = elapsed > TimeSpan.Zero ? _worked / elapsed : 0,
                    Findings = [.. _findings],
                };
            }
        }
    }

    /// <summary>After the slice that is under way.</summary>
    public void Pause()
    {
        lock (_lock)
        {
            if (_resumed.Task.IsCompleted)
            {
                _resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _resumed.TrySetResult();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.Continuous)
        {
            try
            {
                await PassAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or HttpRequestException or TaskCanceledException or System.Text.Json.JsonException && !stoppingToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, failure.Message);
            }

            SetState("waiting");
            await Task.Delay(options.Value.PassEvery, time, stoppingToken);
        }
    }

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        while (!backfill.IsComplete)
        {
            await Task.Delay(NotReady, time, cancellationToken);
        }

        var position = await cursor.ReadAsync(cancellationToken);
        Begin(position);
        while (true)
        {
            await RunningAsync(cancellationToken);
            var began = time.GetTimestamp();
            var slice = await verifier().VerifySliceAsync(position, options.Value.SliceRows, cancellationToken);
            await cursor.WriteAsync(slice.Next, cancellationToken);
            var took = time.GetElapsedTime(began);
            Add(slice.Findings, slice.Next ?? position, took);
            position = slice.Next;
            if (position is null)
            {
                break;
            }

            await Task.Delay(took * ((1 / options.Value.Budget) - 1), time, cancellationToken);
        }

        await RunningAsync(cancellationToken);
        var documents = time.GetTimestamp();
        var stale = await verifier().VerifyIndexAsync(cancellationToken);
        Add(stale, null, time.GetElapsedTime(documents));
        Log.Passed(logger, Status.Findings.Count);
        lock (_lock)
        {
            _passes++;
        }
    }

    private async Task RunningAsync(CancellationToken cancellationToken)
    {
        Task resumed;
        lock (_lock)
        {
            resumed = _resumed.Task;
        }

#pragma warning disable VSTHRD003 // Completed by Resume, which nobody waits for.
        await resumed.WaitAsync(cancellationToken);
#pragma warning restore VSTHRD003
    }

    private void Begin(long? position)
    {
        lock (_lock)
        {
            (_position, _begun, _worked, _state) = (position, time.GetTimestamp(), TimeSpan.Zero, "running");
            _findings.Clear();
        }
    }

    private void Add(IReadOnlyList<Finding> findings, long? position, TimeSpan took)
    {
        lock (_lock)
        {
            _findings.AddRange(findings);
            (_position, _worked) = (position, _worked + took);
        }
    }

    private void SetState(string state)
    {
        lock (_lock)
        {
            _state = state;
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Information, "A pass over all data is done: {Findings} findings", EventName = "PassDone")]
        public static partial void Passed(ILogger logger, int findings);

        [LoggerMessage(31, LogLevel.Warning, "A pass over all data was interrupted, it goes on later: {Reason}", EventName = "PassInterrupted")]
        public static partial void Interrupted(ILogger logger, string reason);
    }
}
