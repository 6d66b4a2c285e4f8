namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>How many requests were sent to a side for a reason.</summary>
internal sealed record DecisionCount(string Arm, string Reason, long Count);
