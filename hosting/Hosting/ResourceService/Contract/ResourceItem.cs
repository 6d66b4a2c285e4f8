namespace Migration.Hosting.ResourceService.Contract;


/// <summary>An instance of a resource as the dashboard gets it: without a secret in it. What each member means is in README.md.</summary>
internal sealed record ResourceItem
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public required string Type { get; init; }

    public string? State { get; init; }

    public string? StateStyle { get; init; }

    public DateTime? Since { get; init; }

    public string? Health { get; init; }

    public IReadOnlyList<HealthCheckItem> HealthChecks { get; init; } = [];

    public DateTime? CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? StoppedAt { get; init; }

    public int? ExitCode { get; init; }

    public string? StartFailure { get; init; }

    public string? Parent { get; init; }

    public string? Source { get; init; }

    public int Replicas { get; init; }

    public IReadOnlyList<RelationItem> Relations { get; init; } = [];

    public IReadOnlyList<AddressItem> Addresses { get; init; } = [];

    public IReadOnlyList<ValueItem> Variables { get; init; } = [];

    public IReadOnlyList<ValueItem> Arguments { get; init; } = [];

    public IReadOnlyList<ValueItem> Properties { get; init; } = [];

    public IReadOnlyList<CommandItem> Commands { get; init; } = [];

    public bool IsHidden { get; init; }

    public bool IsDashboard { get; init; }

    public string? Icon { get; init; }
}
