namespace Migration.Monolith.Seeding;

/// <summary>
/// SplitMix64, frozen here: <see cref="Random"/> promises no sequence across versions. Whole numbers only, because
/// floating-point functions may differ in the last bit between machines.
/// </summary>
internal struct SeedRandom(long seed, int index, int stream)
{
    private ulong state = Mix((ulong)seed + Mix(((ulong)(uint)index << 8) | (byte)stream));

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>From 0 to below <paramref name="below"/>.</summary>
    public int Next(int below) => (int)Math.BigMul(Next(), (ulong)below, out _);

    /// <summary>From <paramref name="from"/> to below <paramref name="below"/>.</summary>
    public int Next(int from, int below) => from + Next(below - from);

    /// <summary>True in <paramref name="permille"/> of a thousand cases.</summary>
    public bool Chance(int permille) => Next(1000) < permille;

    /// <summary>From 0 to <paramref name="below"/>, small numbers far more often: a third power.</summary>
    public long Skewed(long below)
    {
        var unit = (UInt128)(ulong)Next(1 << 20);
        return (long)((UInt128)(ulong)below * unit * unit * unit >> 60);
    }

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
