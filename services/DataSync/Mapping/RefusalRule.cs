namespace Migration.DataSync.Mapping;

/// <summary>A reason to put a row into quarantine.</summary>
/// <param name="Reason">Its name.</param>
/// <param name="Condition">SQL over the staged row <c>s</c> that says whether it applies; <c>{staged}</c> is the table of all that are staged with it.</param>
internal sealed record RefusalRule(string Reason, string Condition);
