namespace Migration.DataSync.Mapping;

/// <summary>A reason to put a row into quarantine, and the SQL over the staged row <c>s</c> that says whether it applies.</summary>
internal sealed record RefusalRule(string Reason, string Condition);
