using System.Globalization;

namespace Migration.DataFaults.Suite;

/// <summary>How often, and how long, parts are killed under load: once for 15 s, or as <c>Faults__Rounds</c> and <c>Faults__Seconds</c> say.</summary>
internal static class Rounds
{
    /// <summary>The number of each round.</summary>
    public static IEnumerable<object[]> All => Enumerable.Range(1, Number("Faults__Rounds", 1)).Select(round => new object[] { round });

    public static TimeSpan Length => TimeSpan.FromSeconds(Number("Faults__Seconds", 15));

    public static bool AreShort => Length < TimeSpan.FromSeconds(60);

    private static int Number(string setting, int otherwise)
        => System.Environment.GetEnvironmentVariable(setting) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
