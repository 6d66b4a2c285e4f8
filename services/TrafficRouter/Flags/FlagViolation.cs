namespace Migration.TrafficRouter.Flags;

/// <summary>One thing wrong with a flag: the field, what was sent (shortened), and the rule it breaks.</summary>
public sealed record FlagViolation(string Field, string? Value, string Rule);
