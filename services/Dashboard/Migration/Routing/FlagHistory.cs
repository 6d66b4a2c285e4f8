namespace Migration.Dashboard.Migrating.Routing;

/// <summary>Versions of the flag, newest first.</summary>
internal sealed record FlagHistory(IReadOnlyList<RoutingFlag> Versions)
{
    private const long First = 1;

    /// <summary>Whether it was switched on at that version or before. What the list no longer holds may have been: only a whole history says that it never was.</summary>
    public bool WasEnabledUpTo(long version)
        => Versions.Any(one => one.Enabled && one.Version <= version) || Versions.All(one => one.Version != First);

    /// <summary>The same, each version knowing whether it is off because it was switched off.</summary>
    public FlagHistory Judge() => new([.. Versions.Select(one => one with { HasBeenEnabled = WasEnabledUpTo(one.Version) })]);
}
