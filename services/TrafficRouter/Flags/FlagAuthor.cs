namespace Migration.TrafficRouter.Flags;

/// <summary>Who changes a flag, and why: both are kept for ever.</summary>
public sealed record FlagAuthor(string Name, string Reason)
{
    private const int MaxReason = 500;

    /// <exception cref="FlagRefusedException">The reason is missing or too long.</exception>
    public void ThrowIfInvalid()
    {
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > MaxReason || Reason.Contains('\0', StringComparison.Ordinal))
        {
            throw new FlagRefusedException([new FlagViolation("reason", FlagRules.Shorten(Reason), $"must say in at most {MaxReason} characters why the flag is changed")]);
        }
    }
}
