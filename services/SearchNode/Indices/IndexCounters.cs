namespace Migration.SearchNode.Indices;

/// <summary>What <c>_stats</c> counts since the node started.</summary>
internal sealed class IndexCounters
{
    private long _indexed;
    private long _deleted;
    private long _searches;
    private long _searchMicroseconds;
    private long _gets;

    public long Indexed => Interlocked.Read(ref _indexed);

    public long Deleted => Interlocked.Read(ref _deleted);

    public long Searches => Interlocked.Read(ref _searches);

    public long SearchMilliseconds => Interlocked.Read(ref _searchMicroseconds) / 1000;

    public long Gets => Interlocked.Read(ref _gets);

    public void CountIndexed() => Interlocked.Increment(ref _indexed);

    public void CountDeleted() => Interlocked.Increment(ref _deleted);

    public void CountGet() => Interlocked.Increment(ref _gets);

    public void CountSearch(TimeSpan took)
    {
        Interlocked.Increment(ref _searches);
        Interlocked.Add(ref _searchMicroseconds, (long)took.TotalMicroseconds);
    }
}
