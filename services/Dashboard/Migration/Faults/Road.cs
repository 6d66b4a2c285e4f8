namespace Migration.Dashboard.Migrating.Faults;

/// <summary>A road between two parts, with what is done to it.</summary>
internal sealed record Road
{
    public required string Name { get; init; }

    public string Listen { get; init; } = "";

    public string Upstream { get; init; } = "";

    public required bool Enabled { get; init; }

    public string? Protocol { get; init; }

    public IReadOnlyList<Toxic> Toxics { get; init; } = [];

    /// <value>Done to single calls; only where the road carries gRPC.</value>
    public IReadOnlyList<GrpcFault> Faults { get; init; } = [];

    public bool IsGrpc => string.Equals(Protocol, "grpc", StringComparison.Ordinal);

    public bool IsDisturbed => !Enabled || Toxics.Count > 0 || Faults.Count > 0;
}
