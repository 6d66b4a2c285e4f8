namespace Migration.TrafficRouter.Flags;

/// <summary>A change breaks a rule; nothing has been written.</summary>
public sealed class FlagRefusedException(IReadOnlyList<FlagViolation> violations)
    : Exception(string.Join("; ", violations.Take(5).Select(violation => $"{violation.Field}: {violation.Rule}")) + ".")
{
    public IReadOnlyList<FlagViolation> Violations { get; } = violations;
}
