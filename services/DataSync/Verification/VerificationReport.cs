namespace Migration.DataSync.Verification;

internal sealed record VerificationReport
{
    /// <summary>EQUAL, DRIFT or INCONCLUSIVE.</summary>
    public required string Verdict { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double Seconds { get; init; }

    public required long Listings { get; init; }

    /// <summary>Documents compared; null where no search node is configured.</summary>
    public required long? Documents { get; init; }

    /// <summary>Rows in quarantine: EXPLAINED.</summary>
    public required long Explained { get; init; }

    public required int Queries { get; init; }

    public required int Repaired { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }
}
