using Migration.Otlp.Receiving;

namespace Migration.Otlp.Archiving;

/// <summary>Where the requests of a file go.</summary>
internal sealed record ArchiveReceivers(TraceReceiver Traces, LogReceiver Logs, MetricReceiver Metrics);
