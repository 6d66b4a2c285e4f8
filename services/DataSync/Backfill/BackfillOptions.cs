using System.ComponentModel.DataAnnotations;

namespace Migration.DataSync.Backfill;

/// <summary>Section <c>Backfill</c>.</summary>
internal sealed class BackfillOptions
{
    public const string Section = "Backfill";

    /// <summary>Listings a transaction: the memory in use and the work lost by a crash grow with it.</summary>
    [Range(1, 1_000_000)]
    public int ChunkSize { get; set; } = 5_000;
}
