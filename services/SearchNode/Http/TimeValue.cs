using System.Globalization;

namespace Migration.SearchNode.Http;

/// <summary>OpenSearch's durations: <c>500ms</c>, <c>30s</c>, <c>1m</c>; <c>-1</c> stands for never and <c>0</c> for at once.</summary>
internal static class TimeValue
{
    private static readonly (string Suffix, double Milliseconds)[] Units =
    [
        ("nanos", 1e-6), ("micros", 1e-3), ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ];

    public static TimeSpan Parse(string text, string setting)
    {
        var value = text.Trim().ToLowerInvariant();
        if (value is "-1")
        {
            return Timeout.InfiniteTimeSpan;
        }

        if (value is "0")
        {
            return TimeSpan.Zero;
        }

        foreach (var (suffix, milliseconds) in Units)
        {
            if (value.EndsWith(suffix, StringComparison.Ordinal)
                && long.TryParse(value.AsSpan(0, value.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return TimeSpan.FromMilliseconds(number * milliseconds);
            }
        }

        throw Errors.IllegalArgument(
            $"failed to parse setting [{setting}] with value [{text}] as a time value: unit is missing or unrecognized");
    }
}
