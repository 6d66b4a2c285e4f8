using System.Diagnostics.CodeAnalysis;

namespace Migration.SearchNode.Search;

/// <summary>A view of some indices that stays as it is.</summary>
internal sealed class PointInTime(string id, SearchTargets targets, TimeProvider time, TimeSpan keepAlive)
{
    private readonly Lock _lock = new();
    private int _uses;
    private bool _closed;
    private DateTimeOffset _usedAt = time.GetUtcNow();

    public string Id { get; } = id;

    public DateTimeOffset CreatedAt { get; } = time.GetUtcNow();

    public TimeSpan KeepAlive { get; private set; } = keepAlive;

    public IReadOnlyList<SearchTarget> Targets => targets.Targets;

    public bool IsExpired
    {
        get
        {
            lock (_lock)
            {
                return _uses == 0 && time.GetUtcNow() - _usedAt > KeepAlive;
            }
        }
    }

    public bool TryUse(TimeSpan? keepAlive, [NotNullWhen(true)] out Use? use)
    {
        lock (_lock)
        {
            use = null;
            if (_closed)
            {
                return false;
            }

            _uses++;
            KeepAlive = keepAlive ?? KeepAlive;
            use = new Use(this);
            return true;
        }
    }

    /// <summary>Lets the views go, at once or when the last search on them ends.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            if (_uses == 0)
            {
                targets.Dispose();
            }
        }
    }

    private void Return()
    {
        lock (_lock)
        {
            _usedAt = time.GetUtcNow();
            if (--_uses == 0 && _closed)
            {
                targets.Dispose();
            }
        }
    }

    /// <summary>One search's hold on the point.</summary>
    internal sealed class Use(PointInTime point) : IDisposable
    {
        public IReadOnlyList<SearchTarget> Targets => point.Targets;

        public void Dispose() => point.Return();
    }
}
