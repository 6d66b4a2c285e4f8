using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Migration.DataSync.Streams;

namespace Migration.DataSync.Api;

/// <summary>Unhealthy when a way stands, and when a slot holds so much log that the source's disk is in question, long before it is full.</summary>
internal sealed class StreamHealthCheck(SyncStatusReader reader, IOptions<StreamOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = await reader.ReadAsync(cancellationToken);
        var troubles = status.Streams.Where(stream => stream.Trouble is not null).Select(stream => $"the stream '{stream.Stream}' stands: {stream.Trouble}")
            .Concat(status.Streams.Where(stream => stream.HeldBytes > options.Value.HeldLogAlert).Select(stream => string.Create(
                CultureInfo.InvariantCulture,
                $"the slot of the stream '{stream.Stream}' holds {stream.HeldBytes} bytes of log, more than Sync:HeldLogAlert={options.Value.HeldLogAlert}: it must move on before the disk is full")))
            .ToList();
        var counts = string.Create(CultureInfo.InvariantCulture, $"{status.Quarantine.Values.Sum()} rows in quarantine, {status.Conflicts} conflicts recorded");
        return troubles.Count == 0
            ? HealthCheckResult.Healthy(string.Join("; ", status.Streams.Select(Describe).Append(counts)))
            : HealthCheckResult.Unhealthy(string.Join("; ", troubles.Append(counts)));
    }

    private static string Describe(StreamReport stream)
        => string.Create(CultureInfo.InvariantCulture, $"{stream.Stream}: {stream.LagBytes} bytes and {stream.LagSeconds:F1} s behind, {stream.HeldBytes} bytes of log held");
}
