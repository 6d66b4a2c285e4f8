namespace Migration.DataSync.Verification;

/// <summary>How the background passes are doing.</summary>
internal sealed record PassStatus
{
    /// <summary>running, waiting or paused.</summary>
    public required string State { get; init; }

    /// <summary>All listings up to this id are compared in the present pass; 0 before the first slice is.</summary>
    public required long Position { get; init; }

    /// <summary>Passes done since the service started.</summary>
    public required int Passes { get; init; }

    /// <summary>Share of the present pass's time that was work.</summary>
    public required double Used { get; init; }

    /// <summary>Of the present pass, or of the last one while waiting.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}
