namespace Migration.Dashboard.Migrating.Sync;

/// <summary>How the comparison that goes on in the background is doing.</summary>
/// <param name="State">running, waiting or paused.</param>
/// <param name="Position">Compared up to this listing.</param>
/// <param name="Passes">Done since the start.</param>
/// <param name="Used">Share of the time that was work.</param>
/// <param name="Findings">Of the present pass, or of the last one while it waits.</param>
internal sealed record PassStatus(string State, long Position, int Passes, double Used, IReadOnlyList<Finding> Findings);
