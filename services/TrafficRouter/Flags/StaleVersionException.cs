namespace Migration.TrafficRouter.Flags;

/// <summary>Somebody else has changed the flag since it was read.</summary>
public sealed class StaleVersionException(string flag, long expected, long? actual)
    : Exception($"Flag {flag} is not at version {expected} any more" + (actual is null ? "." : $" but at {actual}."))
{
    public long Expected { get; } = expected;

    public long? Actual { get; } = actual;
}
