using Migration.Dashboard.Migrating.Sources;
using Migration.Dashboard.Migrating.Sources.Wire;

namespace Migration.Dashboard.Migrating.Faults;

/// <summary>Toxiproxy's HTTP API and what FaultProxy adds to it for gRPC.</summary>
internal sealed class FaultProxyApi(SourceClient faultProxy)
{
    /// <exception cref="SourceException">There is no proxy, or it does not answer.</exception>
    public async Task<RoadList> GetRoadsAsync(CancellationToken cancellationToken)
    {
        if (!faultProxy.IsKnown)
        {
            throw new SourceException("No proxies stand on the roads of this environment: start it with --faults true.");
        }

        var proxies = await faultProxy.SendAsync<Dictionary<string, Road>>(new SourceRequest(HttpMethod.Get, "/proxies"), cancellationToken);
        var roads = new List<Road>();
        foreach (var road in proxies.Values.OrderBy(road => road.Name, StringComparer.Ordinal))
        {
            roads.Add(road.IsGrpc
                ? road with { Faults = await faultProxy.SendAsync<List<GrpcFault>>(new SourceRequest(HttpMethod.Get, PathOf(road.Name) + "/grpc/faults"), cancellationToken) }
                : road);
        }

        return new RoadList(roads);
    }

    /// <summary>A road that is closed refuses connections, and those that were open have ended.</summary>
    public Task SetEnabledAsync(string road, bool enabled, CancellationToken cancellationToken)
        => ActAsync(HttpMethod.Post, PathOf(road), new { enabled }, cancellationToken);

    public Task AddAsync(string road, FaultKind kind, int milliseconds, CancellationToken cancellationToken) => kind switch
    {
        FaultKind.Down => SetEnabledAsync(road, enabled: false, cancellationToken),
        FaultKind.Latency => ToxicAsync(road, "latency", new { latency = milliseconds, jitter = 0 }, cancellationToken),
        FaultKind.Reset => ToxicAsync(road, "reset_peer", new { timeout = milliseconds }, cancellationToken),
        FaultKind.GrpcUnavailable => GrpcAsync(road, "status", new { code = "UNAVAILABLE", message = "switched on from the dashboard" }, cancellationToken),
        FaultKind.GrpcDelay => GrpcAsync(road, "delay", new { delay = milliseconds }, cancellationToken),
        FaultKind.GrpcStall => GrpcAsync(road, "stall", new { stream = "downstream", after_messages = 0 }, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of fault."),
    };

    public Task RemoveToxicAsync(string road, string toxic, CancellationToken cancellationToken)
        => ActAsync(HttpMethod.Delete, $"{PathOf(road)}/toxics/{Uri.EscapeDataString(toxic)}", null, cancellationToken);

    public Task RemoveGrpcFaultAsync(string road, string fault, CancellationToken cancellationToken)
        => ActAsync(HttpMethod.Delete, $"{PathOf(road)}/grpc/faults/{Uri.EscapeDataString(fault)}", null, cancellationToken);

    private static string PathOf(string road) => $"/proxies/{Uri.EscapeDataString(road)}";

    private Task<Nothing> ToxicAsync(string road, string type, object attributes, CancellationToken cancellationToken)
        => ActAsync(HttpMethod.Post, PathOf(road) + "/toxics", new { type, stream = "downstream", attributes }, cancellationToken);

    private Task<Nothing> GrpcAsync(string road, string type, object attributes, CancellationToken cancellationToken)
        => ActAsync(HttpMethod.Post, PathOf(road) + "/grpc/faults", new { type, attributes }, cancellationToken);

    private Task<Nothing> ActAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
        => faultProxy.SendAsync<Nothing>(new SourceRequest(method, path) { Body = body, Deadline = SourceClient.ActionDeadline }, cancellationToken);
}
