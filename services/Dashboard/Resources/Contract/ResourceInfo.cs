namespace Migration.Dashboard.Resources;


/// <summary>
/// An instance of a resource as the engine tells of it. The contract is hosting/Hosting/ResourceService/README.md; secrets are not in
/// it, but asked for one by one.
/// </summary>
public sealed record ResourceInfo
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public string Type { get; init; } = string.Empty;

    public string? State { get; init; }

    public string? StateStyle { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>Null unless it runs.</summary>
    public string? Health { get; init; }

    public IReadOnlyList<HealthCheckInfo> HealthChecks { get; init; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public int? ExitCode { get; init; }

    public string? StartFailure { get; init; }

    public string? Parent { get; init; }

    public string? Source { get; init; }

    public int Replicas { get; init; } = 1;

    public IReadOnlyList<RelationInfo> Relations { get; init; } = [];

    public IReadOnlyList<AddressInfo> Addresses { get; init; } = [];

    public IReadOnlyList<ValueInfo> Variables { get; init; } = [];

    public IReadOnlyList<ValueInfo> Arguments { get; init; } = [];

    public IReadOnlyList<ValueInfo> Properties { get; init; } = [];

    public IReadOnlyList<CommandInfo> Commands { get; init; } = [];

    public bool IsHidden { get; init; }

    /// <summary>Whether it is this dashboard.</summary>
    public bool IsDashboard { get; init; }

    public string? Icon { get; init; }
}
