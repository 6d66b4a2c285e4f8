namespace Migration.TrafficRouter.Calls;

/// <summary>A random source that many threads may ask.</summary>
internal sealed class LockedRandom(Random random)
{
    private readonly Lock _lock = new();

    public double NextDouble()
    {
        lock (_lock)
        {
            return random.NextDouble();
        }
    }
}
