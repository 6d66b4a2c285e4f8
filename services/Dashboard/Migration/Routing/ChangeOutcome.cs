namespace Migration.Dashboard.Migrating.Routing;

/// <summary>What has become of a change.</summary>
/// <param name="Flag">The flag as it is now; null where it could not be read.</param>
/// <param name="Refusal">Why nothing was changed; null if it was.</param>
public sealed record ChangeOutcome(RoutingFlag? Flag, string? Refusal)
{
    /// <value>Somebody else has changed the flag in between.</value>
    public bool IsConflict { get; init; }
}
