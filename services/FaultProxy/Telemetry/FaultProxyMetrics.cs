using System.Diagnostics.Metrics;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Telemetry;

/// <summary>What went through each proxy, and what was done to it.</summary>
internal sealed class FaultProxyMetrics
{
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _transferred;
    private readonly Counter<long> _faults;

    public FaultProxyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Migration.FaultProxy");
        _connections = meter.CreateUpDownCounter<long>("faultproxy.connections", "{connection}", "Connections that are open");
        _transferred = meter.CreateCounter<long>("faultproxy.transferred", "By", "Bytes passed on");
        _faults = meter.CreateCounter<long>("faultproxy.grpc.faults", "{call}", "gRPC calls that a fault was done to");
    }

    public void Opened(string proxy) => _connections.Add(1, Proxy(proxy));

    public void Closed(string proxy) => _connections.Add(-1, Proxy(proxy));

    public void Transferred(string proxy, StreamDirection direction, int bytes)
        => _transferred.Add(bytes, Proxy(proxy), new("direction", StreamDirections.ToText(direction)));

    public void Faulted(string proxy, string method, string type)
        => _faults.Add(1, Proxy(proxy), new("rpc.method", method), new("fault", type));

    private static KeyValuePair<string, object?> Proxy(string name) => new("proxy", name);
}
