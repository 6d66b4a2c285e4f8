namespace Migration.Listings.Benchmarks;

/// <summary>What a server takes of the machine: bytes allocated and time of its processors.</summary>
internal sealed record ServerCost(long Allocated, TimeSpan Processor)
{
    public static readonly ServerCost None = new(0, TimeSpan.Zero);

    public static ServerCost operator +(ServerCost left, ServerCost right) => new(left.Allocated + right.Allocated, left.Processor + right.Processor);

    public static ServerCost operator -(ServerCost left, ServerCost right) => new(left.Allocated - right.Allocated, left.Processor - right.Processor);
}
