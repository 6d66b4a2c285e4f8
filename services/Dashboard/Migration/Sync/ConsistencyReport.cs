namespace Migration.Dashboard.Migrating.Sync;

/// <summary>What a comparison of both databases and the index has found.</summary>
internal sealed record ConsistencyReport
{
    /// <value>EQUAL, DRIFT or INCONCLUSIVE.</value>
    public required string Verdict { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public double Seconds { get; init; }

    public long Listings { get; init; }

    public long? Documents { get; init; }

    /// <value>Rows in quarantine.</value>
    public long Explained { get; init; }

    public int Repaired { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
