namespace Migration.Dashboard.Migrating.Routing;

/// <summary>What shadow reads have shown since the start of the monolith; the newest sample is the last.</summary>
internal sealed record ShadowReport(long Equal, long Different, long Failed, long Dropped, IReadOnlyList<ShadowSample> Samples)
{
    public long Compared => Equal + Different;
}
