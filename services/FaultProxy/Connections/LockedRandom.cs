namespace Migration.FaultProxy.Connections;

/// <summary>For many connections at once. A seed makes it repeatable, as far as the order of the connections is.</summary>
internal sealed class LockedRandom(int? seed = null) : Random
{
    private readonly Lock _gate = new();
    private readonly Random _random = seed is { } value ? new Random(value) : new Random();

    public override float NextSingle()
    {
        lock (_gate)
        {
            return _random.NextSingle();
        }
    }

    public override long NextInt64(long minValue, long maxValue)
    {
        lock (_gate)
        {
            return _random.NextInt64(minValue, maxValue);
        }
    }
}
