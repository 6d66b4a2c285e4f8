namespace Migration.SearchNode.Indices;

/// <summary>Refreshes an index at its interval and flushes it when its translog has grown.</summary>
internal sealed partial class RefreshLoop : IDisposable
{
    /// <summary>How often an index that is never refreshed by itself is looked at for a flush.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(5);

    private readonly IndexService _index;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private TaskCompletionSource _woken = New();

    public RefreshLoop(IndexService index, TimeProvider time, ILogger logger)
    {
        _index = index;
        _time = time;
        _logger = logger;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>The interval may have changed.</summary>
    public void Wake() => Interlocked.Exchange(ref _woken, New()).TrySetResult();

    public void Dispose()
    {
        _stop.Cancel();
#pragma warning disable VSTHRD002 // The loop runs on the pool and ends at once: nothing of it waits for the caller's thread.
        _loop.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        _stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var interval = _index.Settings.RefreshInterval;
                var refreshes = interval > TimeSpan.Zero;
                await WaitAsync(refreshes ? interval : IdleInterval);
                if (refreshes)
                {
                    _index.Engine.RefreshIfDirty();
                }

                if (_index.Settings.IsTranslogAsync)
                {
                    await _index.Engine.Translog.SyncAllAsync();
                }

                if (_index.Engine.NeedsFlush)
                {
                    await _index.Engine.FlushAsync(_stop.Token);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is IOException or InvalidOperationException or Http.OpenSearchException)
            {
                Log.Failed(_logger, _index.Name, error);
            }
        }
    }

    private Task WokenAsync() => Volatile.Read(ref _woken).Task;

    private async Task WaitAsync(TimeSpan interval)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        await Task.WhenAny(Task.Delay(interval, _time, timer.Token), WokenAsync());
        await timer.CancelAsync();
        _stop.Token.ThrowIfCancellationRequested();
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Error, "Refreshing or flushing index {Index} failed", EventName = "RefreshFailed")]
        public static partial void Failed(ILogger logger, string index, Exception error);
    }
}
