using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>How a stream is doing, for whoever asks.</summary>
internal sealed class StreamStatus(string stream, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _rows;
    private TaskCompletionSource? _replay;

    public string Stream => stream;

    /// <summary>What keeps it from following; null while it follows.</summary>
    public string? Trouble { get; private set; } = "not started";

    public NpgsqlLogSequenceNumber Position { get; private set; }

    /// <summary>When the last applied transaction was committed in the source, by that server's clock.</summary>
    public DateTimeOffset? CommittedAt { get; private set; }

    public DateTimeOffset? ReachedAt { get; private set; }

    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Done by the stream itself, whose session alone may write under its name, with the next transaction or heartbeat that comes.</summary>
    public Task ReplayAsync()
    {
        lock (_lock)
        {
            _replay ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
#pragma warning disable VSTHRD003 // The stream's loop completes it, and nobody blocks on it.
            return _replay.Task;
#pragma warning restore VSTHRD003
        }
    }

    public TaskCompletionSource? TakeReplay()
    {
        lock (_lock)
        {
            var replay = _replay;
            _replay = null;
            return replay;
        }
    }

    public void Follows(NpgsqlLogSequenceNumber position)
    {
        lock (_lock)
        {
            Trouble = null;
            Position = position;
        }
    }

    public void Applied(int rows) => Interlocked.Add(ref _rows, rows);

    public void Reached(NpgsqlLogSequenceNumber position, DateTimeOffset committedAt)
    {
        lock (_lock)
        {
            Position = position;
            CommittedAt = committedAt;
            ReachedAt = time.GetUtcNow();
        }
    }

    public void Stopped(string trouble)
    {
        lock (_lock)
        {
            Trouble = trouble;
        }
    }
}
