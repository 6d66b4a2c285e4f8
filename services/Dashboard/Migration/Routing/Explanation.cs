namespace Migration.Dashboard.Migrating.Routing;

/// <summary>Where a user goes at a version of the flag, and why.</summary>
internal sealed record Explanation
{
    public required long Version { get; init; }

    public required long UserId { get; init; }

    public required string Arm { get; init; }

    public required string Reason { get; init; }

    public required int Bucket { get; init; }

    public string Seed { get; init; } = "";

    public string Salt { get; init; } = "";

    public string? Key { get; init; }

    public string? Variants { get; init; }
}
