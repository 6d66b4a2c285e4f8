namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>What one side of the router has done within the window: the requests that were sent there.</summary>
public sealed record SideTraffic
{
    public static readonly SideTraffic None = new();

    public long Requests { get; init; }

    /// <value>Requests a second.</value>
    public double Rate { get; init; }

    /// <value>Answered with an error.</value>
    public long Errors { get; init; }

    /// <value>Answered by the other side, because this one could not.</value>
    public long Fallbacks { get; init; }

    public TimeSpan? P50 { get; init; }

    public TimeSpan? P95 { get; init; }

    public TimeSpan? P99 { get; init; }

    /// <value>What this side has failed at: a fallback hides it from the user, not from here.</value>
    public double? FailureShare => Requests == 0 ? null : (double)(Errors + Fallbacks) / Requests;
}
