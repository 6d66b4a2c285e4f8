namespace Migration.DataSync.Backfill;

/// <summary>What the source held, and what of it the target holds, quarantine included.</summary>
internal sealed record BackfillReport(
    long Copied, TableCount SourceListings, TableCount TargetListings, TableCount SourceImages, TableCount TargetImages)
{
    /// <summary>0 when nothing is missing. A listing deleted in the source since it was copied is not missing.</summary>
    public long Missing
        => Lacking(SourceListings, TargetListings) + Lacking(SourceImages, TargetImages);

    public override string ToString()
        => $"{TargetListings.Rows} of {SourceListings.Rows} listings (highest id {TargetListings.MaxId} of {SourceListings.MaxId}) and "
            + $"{TargetImages.Rows} of {SourceImages.Rows} images are in the target, quarantine included";

    private static long Lacking(TableCount source, TableCount target)
        => Math.Max(source.Rows - target.Rows, source.MaxId > target.MaxId ? 1 : 0);
}
