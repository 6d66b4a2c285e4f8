namespace Migration.TrafficRouter.Flags;

/// <summary>What a change sets; null leaves a field as it is.</summary>
public sealed record FlagPatch
{
    public bool? Enabled { get; init; }

    public decimal? RolloutPercent { get; init; }

    public IReadOnlyList<long>? CanaryUserIds { get; init; }

    public IReadOnlyList<long>? DenyUserIds { get; init; }

    public string? Seed { get; init; }

    public decimal? ShadowPercent { get; init; }

    public IReadOnlyList<ExperimentDefinition>? Experiments { get; init; }

    /// <summary>The empty text leaves the address to service discovery again.</summary>
    public string? Endpoint { get; init; }

    public FlagDefinition ApplyTo(FlagDefinition flag)
    {
        ArgumentNullException.ThrowIfNull(flag);
        return flag with
        {
            Enabled = Enabled ?? flag.Enabled,
            RolloutPercent = RolloutPercent ?? flag.RolloutPercent,
            CanaryUserIds = Sorted(CanaryUserIds) ?? flag.CanaryUserIds,
            DenyUserIds = Sorted(DenyUserIds) ?? flag.DenyUserIds,
            Seed = Seed ?? flag.Seed,
            ShadowPercent = ShadowPercent ?? flag.ShadowPercent,
            Experiments = Experiments ?? flag.Experiments,
            Endpoint = Endpoint is null ? flag.Endpoint : Endpoint.Length == 0 ? null : Endpoint,
        };
    }

    private static IReadOnlyList<long>? Sorted(IReadOnlyList<long>? ids) => ids is null ? null : [.. ids.Distinct().Order()];
}
