using Migration.Dashboard.Resources;

namespace Migration.Dashboard.ConsoleLines;

/// <summary>Follows the console lines of one resource, or of all, for one page.</summary>
internal sealed class ConsoleReader : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly ResourceServiceClient _client;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Lock _lock = new();
    private readonly ConsoleBuffer _buffer = new();
    private readonly Task _reading;
    private long _version;

    public ConsoleReader(ResourceServiceClient client, string? resource, TimeProvider time)
    {
        _client = client;
        _time = time;
        Resource = resource;
        _reading = Task.Run(ReadAsync);
    }

    public string? Resource { get; }

    /// <summary>Moves with each batch of lines.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Why nothing comes.</summary>
    public string? Problem { get; private set; }

    public long Lost
    {
        get
        {
            lock (_lock)
            {
                return _buffer.Lost;
            }
        }
    }

    public ConsoleLine[] Find(Func<ConsoleLine, bool> matches)
    {
        lock (_lock)
        {
            return [.. _buffer.Lines.Where(matches)];
        }
    }

    /// <summary>Forgets what is shown; the engine keeps it.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _buffer.Clear();
        }

        Interlocked.Increment(ref _version);
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
#pragma warning disable VSTHRD003 // Began with this object, on no thread that waits for it.
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore VSTHRD003
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                await foreach (var lines in _client.WatchConsoleAsync(Resource, _leaving.Token))
                {
                    Take(lines);
                }
            }
            catch (ResourceServiceException exception)
            {
                Problem = exception.Message;
                Interlocked.Increment(ref _version);
                await Task.Delay(Delay, _time, _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Take(IReadOnlyList<ConsoleLine> lines)
    {
        lock (_lock)
        {
            _buffer.Add(lines);
        }

        Problem = null;
        Interlocked.Increment(ref _version);
    }
}
