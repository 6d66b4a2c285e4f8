using System.Collections.Concurrent;
using Lucene.Net.Index;

namespace Migration.SearchNode.Engine;

/// <summary>One view of the index, alive as long as somebody holds it.</summary>
internal sealed class ReaderHandle
{
    private readonly ConcurrentBag<IdLookup> _lookups = [];

    public ReaderHandle(DirectoryReader reader)
    {
        Reader = reader;
        Searcher = new WeightSearcher(reader);
    }

    public DirectoryReader Reader { get; }

    public WeightSearcher Searcher { get; }

    public bool TryRetain() => Reader.TryIncRef();

    public void Release() => Reader.DecRef();

    /// <summary>Lookups by id keep term enumerators, which are dear to make and not for two threads at once.</summary>
    public StoredVersion? FindVersion(string id)
    {
        if (!_lookups.TryTake(out var lookup))
        {
            lookup = new IdLookup(Reader);
        }

        var found = lookup.Find(id);
        _lookups.Add(lookup);
        return found;
    }
}
