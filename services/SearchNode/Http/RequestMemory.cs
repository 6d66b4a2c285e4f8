namespace Migration.SearchNode.Http;

/// <summary>
/// Counts the bytes of the requests under way. Beyond the limit a request is refused with 429: refusing early keeps what
/// was already taken on safe, where growing further would end the whole process.
/// </summary>
internal sealed class RequestMemory(long limit)
{
    private long _used;

    public long Limit { get; } = limit;

    public long Used => Interlocked.Read(ref _used);

    public void Take(long bytes)
    {
        var wanted = Interlocked.Add(ref _used, bytes);
        if (wanted > Limit)
        {
            Release(bytes);
            throw Errors.CircuitBreaking(wanted, Limit);
        }
    }

    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);
}
