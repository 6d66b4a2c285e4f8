using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.FaultProxy.Grpc;

namespace Migration.FaultProxy.Api;

/// <summary>A fault in an answer, with what it has done so far.</summary>
internal sealed record GrpcFaultDocument(string Name, string Type, string Method, long First, long Every, JsonNode Attributes, long Seen, long Struck)
{
    public static GrpcFaultDocument Of(GrpcFault fault) => new(
        fault.Name, fault.Type, fault.Calls.Method, fault.Calls.First, fault.Calls.Every,
        JsonSerializer.SerializeToNode(fault.Attributes, fault.Attributes.GetType(), RequestBody.Json)!, fault.Seen, fault.Struck);
}
