using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Connections;

/// <summary>What the two links of a connection share: its clock, its dice and its counters.</summary>
internal sealed class ConnectionContext(string proxy, ProxyServices services)
{
    private readonly long _begin = services.Time.GetTimestamp();

    public TimeProvider Time => services.Time;

    public Random Random => services.Random;

    /// <summary>Since the connection's begin.</summary>
    public TimeSpan Now => Time.GetElapsedTime(_begin);

    public void Transferred(StreamDirection direction, int bytes) => services.Metrics.Transferred(proxy, direction, bytes);
}
