using System.Globalization;

namespace Migration.DataSync.Backfill;

/// <summary>How far a copy has come.</summary>
/// <param name="Copied">Listings copied since it began.</param>
/// <param name="Total">Listings that there were to copy when it began.</param>
/// <param name="Elapsed">Since it began.</param>
internal sealed record BackfillProgress(long Copied, long Total, TimeSpan Elapsed)
{
    /// <summary>Listings a second.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Copied / Elapsed.TotalSeconds : 0;

    public long Remaining => Math.Max(Total - Copied, 0);

    /// <summary>At the rate so far; null before anything is copied.</summary>
    public TimeSpan? TimeLeft => Rate > 0 ? TimeSpan.FromSeconds(Remaining / Rate) : null;

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Copied} of {Total} listings copied ({(Total == 0 ? 100 : 100.0 * Copied / Total):F1} %), {Rate:F0} a second, ")
            + (TimeLeft is { } left ? string.Create(CultureInfo.InvariantCulture, $"{left.TotalSeconds:F0} s left") : "time left unknown");
}
