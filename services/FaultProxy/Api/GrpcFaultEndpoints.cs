using Microsoft.AspNetCore.Http.HttpResults;
using Migration.FaultProxy.Grpc;
using Migration.FaultProxy.Proxies;

namespace Migration.FaultProxy.Api;

/// <summary>Beside Toxiproxy's API: what is done to single calls of a gRPC proxy, and which calls it has seen.</summary>
internal static class GrpcFaultEndpoints
{
    private const string Faults = "/proxies/{proxy}/grpc/faults";
    private const string Calls = "/proxies/{proxy}/grpc/calls";

    public static void MapGrpcFaults(this IEndpointRouteBuilder app)
    {
        app.MapGet(Faults, (string proxy, ProxyCollection proxies) => Document(Gateway(proxies, proxy).Faults.All.Select(GrpcFaultDocument.Of)));
        app.MapPost(Faults, async (string proxy, HttpRequest request, ProxyCollection proxies) =>
        {
            var gateway = Gateway(proxies, proxy);
            var fault = (await RequestBody.ReadAsync<GrpcFaultInput>(request, RequestBody.Strict)).ToFault();
            gateway.Faults.Add(fault);
            return Document(GrpcFaultDocument.Of(fault));
        });
        app.MapDelete(Faults, (string proxy, ProxyCollection proxies) =>
        {
            Gateway(proxies, proxy).Faults.Clear();
            return TypedResults.NoContent();
        });
        app.MapGet(Faults + "/{fault}", (string proxy, string fault, ProxyCollection proxies)
            => Document(GrpcFaultDocument.Of(Gateway(proxies, proxy).Faults.Get(fault))));
        app.MapDelete(Faults + "/{fault}", (string proxy, string fault, ProxyCollection proxies) =>
        {
            Gateway(proxies, proxy).Faults.Remove(fault);
            return TypedResults.NoContent();
        });
        app.MapGet(Calls, (string proxy, string? method, ProxyCollection proxies) => Document(Gateway(proxies, proxy).Calls.Of(method)));
        app.MapDelete(Calls, (string proxy, ProxyCollection proxies) =>
        {
            Gateway(proxies, proxy).Calls.Clear();
            return TypedResults.NoContent();
        });
    }

    private static GrpcGateway Gateway(ProxyCollection proxies, string name) => proxies.Get(name).Gateway ?? throw ApiException.NotGrpc();

    private static JsonHttpResult<T> Document<T>(T document) => TypedResults.Json(document, RequestBody.Json);
}
