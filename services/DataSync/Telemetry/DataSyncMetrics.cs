using System.Diagnostics.Metrics;

namespace Migration.DataSync.Telemetry;

/// <summary>What has been copied, and what was put aside.</summary>
internal sealed class DataSyncMetrics
{
    private readonly Counter<long> _copied;
    private readonly Counter<long> _quarantined;

    public DataSyncMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Migration.DataSync");
        _copied = meter.CreateCounter<long>("datasync.backfill.rows", "{row}", "Rows read from the source by the backfill");
        _quarantined = meter.CreateCounter<long>("datasync.quarantined", "{row}", "Rows put into quarantine");
    }

    public void Copied(long listings, long images, int refused)
    {
        _copied.Add(listings, new KeyValuePair<string, object?>("table", "c2c_listings"));
        _copied.Add(images, new KeyValuePair<string, object?>("table", "c2c_images"));
        _quarantined.Add(refused);
    }
}
