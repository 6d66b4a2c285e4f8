namespace Migration.Monolith.Routing;

/// <summary>Where a user goes at a version of the flag, and why; salt and key are what the bucket is worked out from.</summary>
internal sealed record ExplanationAnswer
{
    public required string Flag { get; init; }

    public required long Version { get; init; }

    public required long UserId { get; init; }

    public required string Arm { get; init; }

    public required string Reason { get; init; }

    public required int Bucket { get; init; }

    public required string Seed { get; init; }

    public required string Salt { get; init; }

    public required string? Key { get; init; }

    public required string? Variants { get; init; }
}
