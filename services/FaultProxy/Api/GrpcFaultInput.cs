using System.Text.Json.Nodes;
using Migration.FaultProxy.Grpc;

namespace Migration.FaultProxy.Api;

/// <summary>A fault in a request; what is null was not said.</summary>
internal sealed record GrpcFaultInput(string? Name, string? Type, string? Method, long? First, long? Every, JsonObject? Attributes)
{
    public GrpcFault ToFault()
    {
        var type = GrpcFaultTypes.AttributesOf(Type)
            ?? throw ApiException.BadRequestBody($"type '{Type}' is unknown, can be one of {string.Join(", ", GrpcFaultTypes.All)}");
        var attributes = (GrpcFaultAttributes)RequestBody.Attributes(Attributes ?? [], type, RequestBody.Strict);
        if (attributes.Problem is { } problem)
        {
            throw ApiException.BadRequestBody(problem);
        }

        if (First is < 0 || Every is < 0 || (First > 0 && Every > 0))
        {
            throw ApiException.BadRequestBody($"first is {First ?? 0} and every is {Every ?? 0}: one of them may be positive, the other is 0");
        }

        var method = string.IsNullOrEmpty(Method) ? CallFilter.AnyMethod : Method;
        return new GrpcFault(string.IsNullOrEmpty(Name) ? Type! : Name, Type!, new CallFilter(method, First ?? 0, Every ?? 0), attributes);
    }
}
