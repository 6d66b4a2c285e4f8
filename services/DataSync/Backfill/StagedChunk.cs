namespace Migration.DataSync.Backfill;

/// <param name="Listings">Rows of the chunk.</param>
/// <param name="Images">Their images.</param>
/// <param name="Last">The id that the chunk reaches.</param>
/// <param name="IsLast">Nothing comes after it.</param>
internal sealed record StagedChunk(long Listings, long Images, long Last, bool IsLast)
{
    /// <value>Whether it can only be judged once all chunks before it are in the target.</value>
    public bool NeedsAllBefore { get; init; }
}
