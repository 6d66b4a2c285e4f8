using System.Text.Json.Serialization;

namespace Migration.FaultProxy.Grpc;

/// <summary>The settings of one type of fault; they are the members of <c>attributes</c> on the wire.</summary>
internal abstract record GrpcFaultAttributes
{
    /// <summary>What is wrong with them, naming the member, or null.</summary>
    [JsonIgnore]
    public abstract string? Problem { get; }
}
