namespace Migration.Verdict.Watching;

/// <summary>What was seen in one window; a line of the journal.</summary>
internal sealed record WatchWindow
{
    public required DateTimeOffset Start { get; init; }

    public required double Seconds { get; init; }

    public required long Requests { get; init; }

    public required long Errors { get; init; }

    /// <summary>NaN where there was no request.</summary>
    public required double P99 { get; init; }

    /// <summary>Breakers that were closed when last looked, and are no longer.</summary>
    public required int? BreakerOpenings { get; init; }

    public required long? Inconsistencies { get; init; }

    public required long? SlotLagBytes { get; init; }

    /// <summary>The first error in words; null without one.</summary>
    public string? FirstError { get; init; }
}
