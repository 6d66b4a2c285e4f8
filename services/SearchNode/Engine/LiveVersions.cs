using System.Collections.Concurrent;

namespace Migration.SearchNode.Engine;

/// <summary>
/// What was written since the reader was opened, by id, and the deletes of the last while. A lookup asks the newest
/// writes, then the deletes, then the writes that a refresh is just making visible, and only then the index.
/// </summary>
internal sealed class LiveVersions
{
    private readonly ConcurrentDictionary<string, VersionEntry> _deleted = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, VersionEntry> _current = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, VersionEntry> _refreshing = new(StringComparer.Ordinal);
    private long _generation;
    private long _bytes;

    /// <summary>How much memory the sources that no reader shows yet take.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public IEnumerable<KeyValuePair<string, VersionEntry>> Deleted => _deleted;

    public VersionEntry? Find(string id)
        => _current.TryGetValue(id, out var entry) || _deleted.TryGetValue(id, out entry) || _refreshing.TryGetValue(id, out entry) ? entry : null;

    public void PutIndexed(string id, VersionEntry entry)
    {
        _current[id] = entry;
        _deleted.TryRemove(id, out _);
        Interlocked.Add(ref _bytes, entry.Source.Length);
    }

    public void PutDeleted(string id, VersionEntry entry)
    {
        _deleted[id] = entry with { Generation = Interlocked.Read(ref _generation) };
        _current.TryRemove(id, out _);
    }

    public void BeforeRefresh()
    {
        Interlocked.Increment(ref _generation);
        Interlocked.Exchange(ref _bytes, 0);
        _refreshing = _current;
        _current = new ConcurrentDictionary<string, VersionEntry>(StringComparer.Ordinal);
    }

    /// <param name="deletedBefore">Deletes older than this are forgotten, once the reader shows them.</param>
    public void AfterRefresh(long deletedBefore)
    {
        _refreshing = new ConcurrentDictionary<string, VersionEntry>(StringComparer.Ordinal);
        var generation = Interlocked.Read(ref _generation);
        foreach (var (id, entry) in _deleted)
        {
            if (entry.Generation < generation && entry.DeletedAt <= deletedBefore)
            {
                _deleted.TryRemove(KeyValuePair.Create(id, entry));
            }
        }
    }
}
