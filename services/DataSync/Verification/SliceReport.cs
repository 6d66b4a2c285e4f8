namespace Migration.DataSync.Verification;

/// <param name="Next">Where the next slice begins; null after the last.</param>
/// <param name="Findings">In this slice.</param>
internal sealed record SliceReport(long? Next, IReadOnlyList<Finding> Findings);
