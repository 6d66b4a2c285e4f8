using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Migration.DataSync.Backfill;
using Migration.DataSync.Streams;

namespace Migration.DataSync.Api;

/// <summary>Asks how the streams and the backfill are doing once a heartbeat, for the gauges and the console.</summary>
internal sealed partial class SyncMonitor : BackgroundService
{
    private readonly SyncStatusReader _reader;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private readonly BackfillStatus _backfill;
    private readonly ILogger<SyncMonitor> _logger;
    private volatile SyncStatus? _last;
    private BackfillProgress? _told;

    public SyncMonitor(SyncStatusReader reader, BackfillStatus backfill, IOptions<StreamOptions> options, TimeProvider time, IMeterFactory meters, ILogger<SyncMonitor> logger)
    {
        (_reader, _pause, _time) = (reader, options.Value.HeartbeatEvery, time);
        (_backfill, _logger) = (backfill, logger);
        var meter = meters.Create("Migration.DataSync");
        meter.CreateObservableGauge("datasync.lag.bytes", () => Each(stream => stream.LagBytes), "By", "Log that the source has written since what is applied");
        meter.CreateObservableGauge("datasync.lag.seconds", () => Each(stream => stream.LagSeconds), "s", "Age of the oldest change that is not applied");
        meter.CreateObservableGauge("datasync.slot.held", () => Each(stream => stream.HeldBytes), "By", "Log that a slot keeps its server from removing");
        meter.CreateObservableCounter("datasync.stream.rows", () => Each(stream => stream.Rows), "{row}", "Changed rows applied");
        meter.CreateObservableGauge("datasync.quarantine", () => _last?.Quarantine.Values.Sum() ?? 0, "{row}", "Rows that wait in quarantine");
        meter.CreateObservableGauge("datasync.backfill.remaining", () => _backfill.Progress?.Remaining ?? 0, "{listing}", "Listings that the backfill has still to copy");
        meter.CreateObservableGauge("datasync.backfill.rate", () => _backfill.Progress?.Rate ?? 0, "{listing}/s", "Listings that the backfill copies a second");
        meter.CreateObservableGauge("datasync.backfill.time_left", () => _backfill.Progress?.TimeLeft?.TotalSeconds ?? 0, "s", "Until the backfill is done, at its rate so far");
        meter.CreateObservableGauge("datasync.conflicts", () => _last?.Conflicts ?? 0, "{conflict}", "Conflicts recorded");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pause, _time);
        do
        {
            if (_backfill.Progress is { } progress && progress != _told)
            {
                _told = progress;
                Log.Progress(_logger, progress);
            }

            _last = await _reader.ReadAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Information, "Backfill: {Progress}", EventName = "BackfillProgress")]
        public static partial void Progress(ILogger logger, BackfillProgress progress);
    }

    private IEnumerable<Measurement<T>> Each<T>(Func<StreamReport, T> value)
        where T : struct
        => _last?.Streams.Select(stream => new Measurement<T>(value(stream), new KeyValuePair<string, object?>("stream", stream.Stream))) ?? [];
}
