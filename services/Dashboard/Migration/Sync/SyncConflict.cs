namespace Migration.Dashboard.Migrating.Sync;

/// <summary>The same field changed on both sides; the loser's value is kept.</summary>
internal sealed record SyncConflict
{
    public required string Stream { get; init; }

    public required string Concept { get; init; }

    public required long RowId { get; init; }

    public required string Field { get; init; }

    public required string Kind { get; init; }

    public string? SourceValue { get; init; }

    public string? TargetValue { get; init; }

    /// <value>source or target, of the stream.</value>
    public required string Winner { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }
}
