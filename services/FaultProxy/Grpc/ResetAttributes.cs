using System.Text.Json.Serialization;

namespace Migration.FaultProxy.Grpc;

/// <summary>The call's stream is reset by RST_STREAM before the server hears of it.</summary>
internal sealed record ResetAttributes : GrpcFaultAttributes
{
    private const int LastKnown = 0xd;

    /// <value>HTTP/2's error code. Default 7, REFUSED_STREAM, which says that nothing was done.</value>
    public int ErrorCode { get; init; } = 7;

    [JsonIgnore]
    public override string? Problem => ErrorCode is < 0 or > LastKnown ? $"attribute error_code is {ErrorCode}: use HTTP/2's codes 0 to {LastKnown}" : null;
}
