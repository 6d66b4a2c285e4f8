namespace Migration.TestSupport.Environments;

/// <summary>An environment that runs already, and what may be done to it.</summary>
public sealed record EnvironmentTarget
{
    public required EnvironmentAddresses Addresses { get; init; }

    /// <summary>Where its services send their telemetry by OTLP/gRPC, for the suite to listen there; null if it cannot know.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>The API that stops and starts its resources; null where there is none.</summary>
    public Uri? Control { get; init; }

    /// <summary>Whether it was deployed by others, and will live on: then nothing is broken on purpose unless allowed.</summary>
    public bool IsDeployed { get; init; }

    /// <summary>Suites and checks that may break a deployed environment, by name.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];
}
