namespace Migration.TrafficRouter.Decisions;

/// <summary>The record of one decision: with the flag at that version it can be made again, and must come out the same.</summary>
public readonly record struct RoutingDecision
{
    public required Side Side { get; init; }

    public required RoutingReason Reason { get; init; }

    public required string Flag { get; init; }

    /// <summary>0 where no flag was known.</summary>
    public long FlagVersion { get; init; }

    /// <summary>-1 where it was not asked: for nobody, and where no flag was known.</summary>
    public int Bucket { get; init; }

    public string Seed { get; init; }
}
