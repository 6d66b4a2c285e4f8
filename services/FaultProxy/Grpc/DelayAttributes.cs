using System.Text.Json.Serialization;

namespace Migration.FaultProxy.Grpc;

/// <summary>The call reaches the server later.</summary>
internal sealed record DelayAttributes : GrpcFaultAttributes
{
    /// <value>Milliseconds.</value>
    public int Delay { get; init; }

    [JsonIgnore]
    public override string? Problem => Delay < 0 ? $"attribute delay is {Delay}: use 0 or more milliseconds" : null;
}
