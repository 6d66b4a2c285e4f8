using Migration.FaultProxy.Telemetry;

namespace Migration.FaultProxy.Connections;

/// <summary>What every proxy works with.</summary>
/// <param name="Time">All delays are by this clock.</param>
/// <param name="Random">Must be safe for use by several threads.</param>
/// <param name="Metrics">Counts what they do.</param>
/// <param name="Loggers">Where they say so.</param>
internal sealed record ProxyServices(TimeProvider Time, Random Random, FaultProxyMetrics Metrics, ILoggerFactory Loggers);
