namespace Migration.DataSync.Api;

/// <summary>A field that both sides have changed, or a row that one has deleted; the loser's value is kept in the row of this id.</summary>
internal sealed record SyncConflict
{
    public required long Id { get; init; }

    public required string Stream { get; init; }

    public required string Concept { get; init; }

    public required long RowId { get; init; }

    public required string Field { get; init; }

    /// <value>changed or deleted.</value>
    public required string Kind { get; init; }

    /// <value>JSON.</value>
    public required string? SourceValue { get; init; }

    /// <value>JSON.</value>
    public required string? TargetValue { get; init; }

    /// <value>source or target, of the stream.</value>
    public required string Winner { get; init; }

    public required DateTime DecidedAt { get; init; }
}
