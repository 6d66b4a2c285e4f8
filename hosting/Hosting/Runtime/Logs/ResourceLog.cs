using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Logs;

/// <summary>The newest lines of one log, and those who follow it.</summary>
internal sealed class ResourceLog
{
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogEntry> _lines = new();
    private readonly List<Channel<LogEntry>> _watchers = [];
    private int _lastNumber;

    public void Append(LogEntry entry)
    {
        lock (_lock)
        {
            var line = entry with { Number = ++_lastNumber };
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(line);
            }
        }
    }

    public IReadOnlyList<LogLine> Snapshot()
    {
        lock (_lock)
        {
            return [.. _lines.Select(ToLine)];
        }
    }

    public IReadOnlyList<string> LastLines(int count)
    {
        lock (_lock)
        {
            return [.. _lines.Skip(Math.Max(0, _lines.Count - count)).Select(line => line.Text)];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryComplete();
            }
        }
    }

    /// <summary>No line is lost or doubled between those that are kept and those to come.</summary>
    /// <param name="capacity">A follower that falls behind by as many loses its oldest lines instead of holding them all in memory.</param>
    public LogFollower Follow(int capacity)
    {
        var channel = Channel.CreateBounded<LogEntry>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            _watchers.Add(channel);
            return new LogFollower([.. _lines], channel.Reader, () => Leave(channel));
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var follower = Follow(Capacity);
        if (follower.Kept.Count > 0)
        {
            yield return [.. follower.Kept.Select(ToLine)];
        }

        while (await follower.Coming.WaitToReadAsync(cancellationToken))
        {
            var batch = new List<LogLine>();
            while (follower.Coming.TryRead(out var line))
            {
                batch.Add(ToLine(line));
            }

            if (batch.Count > 0)
            {
                yield return batch;
            }
        }
    }

    private static LogLine ToLine(LogEntry entry) => new(entry.Number, entry.Text, entry.IsError);

    private void Leave(Channel<LogEntry> channel)
    {
        lock (_lock)
        {
            _watchers.Remove(channel);
        }
    }
}
