namespace Migration.TestSupport.Environments;

/// <summary>
/// Where the parts of an environment answer: all that a suite needs to know of one, whether this process started it or it was
/// deployed elsewhere.
/// </summary>
public sealed record EnvironmentAddresses
{
    public required Uri Monolith { get; init; }

    /// <summary>The microservice's gRPC endpoint, HTTP/2 without TLS.</summary>
    public required Uri Listings { get; init; }

    /// <summary>OpenSearch's REST API, or the embedded node's.</summary>
    public required Uri Search { get; init; }

    /// <summary>The monolith's database, svetubd.</summary>
    public required string MonolithDatabase { get; init; }

    /// <summary>The microservice's database, listings.</summary>
    public required string ListingsDatabase { get; init; }

    /// <summary>DataSync's HTTP interface; null where it does not run.</summary>
    public Uri? DataSync { get; init; }

    /// <summary>The dashboard's pages; null where it does not run.</summary>
    public Uri? Dashboard { get; init; }

    /// <summary>The API of the proxies between the parts; null where there are none.</summary>
    public Uri? FaultProxy { get; init; }

    /// <summary>Another instance of the monolith; null where there is none.</summary>
    public Uri? SecondMonolith { get; init; }

    /// <summary>A third one; null where there is none.</summary>
    public Uri? ThirdMonolith { get; init; }
}
