using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>One signal of one service, with its own budget. Guarded by the store's lock.</summary>
internal abstract class SignalBuffer(int maxItems, long maxBytes, MemoryMeter meter)
{
    private long _evicted;
    private long _rejected;

    public long Bytes { get; private set; }

    public abstract int Count { get; }

    public SignalTotals Totals => new(Count, Bytes, _evicted, _rejected);

    public bool IsOverBudget => Count > maxItems || Bytes > maxBytes;

    public void Reject(int items) => _rejected += items;

    /// <summary>Removes one item, the one that is missed least. Called only while <see cref="Count"/> is positive.</summary>
    public void Evict()
    {
        RemoveLeastMissed();
        _evicted++;
    }

    protected abstract void RemoveLeastMissed();

    protected void Charge(long bytes)
    {
        Bytes += bytes;
        meter.Used += bytes;
    }
}
