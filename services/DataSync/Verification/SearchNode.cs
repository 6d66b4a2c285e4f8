namespace Migration.DataSync.Verification;

/// <summary>The search node to be verified; no client where none is configured.</summary>
internal sealed record SearchNode(HttpClient? Client);
