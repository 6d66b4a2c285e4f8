namespace Migration.Dashboard.Migrating.Sources.Wire;

/// <summary>One thing wrong with a request.</summary>
internal sealed record ProblemField(string? Field, string? Value, string? Rule);
