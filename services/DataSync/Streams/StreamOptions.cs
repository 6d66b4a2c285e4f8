using System.ComponentModel.DataAnnotations;

namespace Migration.DataSync.Streams;

/// <summary>Section <c>Sync</c>.</summary>
internal sealed class StreamOptions
{
    public const string Section = "Sync";

    /// <value>Whether what the microservice writes goes back to the monolith's database. Default true.</value>
    public bool WayBack { get; set; } = true;

    /// <value>Rows after which waiting transactions are committed. Default 10,000.</value>
    [Range(1, 1_000_000)]
    public int BatchRows { get; set; } = 10_000;

    /// <value>Rows of one transaction that are read at a time; as many again may be on their way into the target. Default 20,000.</value>
    [Range(1, 1_000_000)]
    public int ChunkRows { get; set; } = 20_000;

    /// <value>Bytes of changes that are read at a time; as many again may be on their way into the target. Default 32 MiB.</value>
    [Range(1_024, 1_073_741_824)]
    public long BatchBytes { get; set; } = 32 * 1024 * 1024;

    /// <value>Pause between two heartbeats of each database. Default 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan HeartbeatEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <value>Write-ahead log held by a slot from which on the service is unhealthy, in bytes. Default 1 GiB.</value>
    [Range(1_048_576, long.MaxValue)]
    public long HeldLogAlert { get; set; } = 1L << 30;

    /// <value>Columns of svetubd, as <c>table.column</c>, that no rule maps and that may stay behind.</value>
    public IList<string> IgnoredColumns { get; } = [];
}
