using System.Text.Json.Serialization;

namespace Migration.FaultProxy.Grpc;

/// <summary>The call is answered with a status.</summary>
internal sealed record StatusAttributes : GrpcFaultAttributes
{
    /// <value>A status by name, <c>UNAVAILABLE</c>, or number, <c>14</c>. Default UNAVAILABLE.</value>
    public string Code { get; init; } = "UNAVAILABLE";

    public string Message { get; init; } = "injected by the fault proxy";

    /// <value>All in one HEADERS frame, as servers do that fail before the first message; else headers first and the status in trailers.</value>
    public bool TrailersOnly { get; init; } = true;

    /// <value>The server does the call, and its answer is lost.</value>
    public bool AfterCall { get; init; }

    /// <value>Sent beside the status, such as <c>grpc-status-details-bin</c> or <c>grpc-retry-pushback-ms</c>.</value>
    public IReadOnlyDictionary<string, string> Trailers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    [JsonIgnore]
    public override string? Problem => GrpcStatus.Parse(Code) is null ? $"attribute code '{Code}' is no gRPC status: use one of {GrpcStatus.Names}" : null;

    [JsonIgnore]
    public int Number => GrpcStatus.Parse(Code)!.Value;
}
