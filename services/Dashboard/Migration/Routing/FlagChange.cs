namespace Migration.Dashboard.Migrating.Routing;

/// <summary>What is to be set; null leaves a field as it is.</summary>
internal sealed record FlagChange
{
    public bool? Enabled { get; init; }

    public decimal? RolloutPercent { get; init; }

    public IReadOnlyList<long>? CanaryUserIds { get; init; }

    public IReadOnlyList<long>? DenyUserIds { get; init; }

    public decimal? ShadowPercent { get; init; }

    public IReadOnlyList<Experiment>? Experiments { get; init; }

    /// <value>The version that was read; not for a dry run.</value>
    public long? ExpectedVersion { get; init; }

    /// <value>Not for a dry run.</value>
    public string? Reason { get; init; }
}
