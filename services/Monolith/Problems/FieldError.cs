namespace Migration.Monolith.Problems;

/// <summary>One thing wrong with a request: where, what was sent (shortened), and the rule it breaks.</summary>
internal sealed record FieldError(string Field, string? Value, string Rule);
