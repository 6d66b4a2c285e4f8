using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.TestSupport;
using Migration.TestSupport.Environments;

namespace Migration.PerformanceReliability.Suite;

/// <summary>What is left on a service's heap once everything that nobody holds is gone.</summary>
internal sealed class ServiceHeap
{
    private const double Megabyte = 1_000_000;

    private readonly MigrationEnvironment _environment;
    private readonly string _service;
    private readonly int _process;

    private ServiceHeap(MigrationEnvironment environment, string service, int process) => (_environment, _service, _process) = (environment, service, process);

    /// <summary>Null where its process is not on this machine, or its telemetry goes elsewhere.</summary>
    public static ServiceHeap? Find(MigrationEnvironment environment, string service)
        => environment.HasTelemetry && ServiceProcess.Find(service, environment.Telemetry.GrpcAddress) is { } process ? new ServiceHeap(environment, service, process) : null;

    /// <summary>Makes the process collect everything, by the runtime's own diagnostics, and reads what was left from its metrics. In MB.</summary>
    public async Task<double> CollectAsync(CancellationToken cancellationToken)
    {
        const long GcHeapCollect = 0x800000;
        var before = FullCollections();
        var provider = new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, GcHeapCollect);
        using (var session = await new DiagnosticsClient(_process).StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 16, cancellationToken))
        {
            await Eventually.SatisfiesAsync(
                _ => Task.FromResult(FullCollections()), now => now > before, $"{_service} has collected its heap", cancellationToken: cancellationToken);
            await session.StopAsync(cancellationToken);
        }

        return Series("dotnet.gc.last_collection.heap.size").Sum(Latest) / Megabyte;
    }

    private double FullCollections() => Series("dotnet.gc.collections")
        .Where(series => string.Equals(series.Attributes["gc.heap.generation"]?.ToString(), "gen2", StringComparison.Ordinal)).Sum(Latest);

    private IEnumerable<MetricSeries> Series(string instrument)
        => _environment.Telemetry.Store.GetMetrics(new MetricQuery { Service = _service, Instrument = instrument });

    private static double Latest(MetricSeries series) => Convert.ToDouble(((NumberPoint)series.Latest).Value, CultureInfo.InvariantCulture);
}
