using System.Globalization;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>Sizes as OpenSearch reads and shows them: <c>512mb</c>, <c>4.2kb</c>.</summary>
internal static class ByteSize
{
    private static readonly (string Suffix, long Bytes)[] Units =
    [
        ("pb", 1L << 50), ("tb", 1L << 40), ("gb", 1L << 30), ("mb", 1L << 20), ("kb", 1L << 10), ("b", 1),
    ];

    public static long Parse(string text, string setting)
    {
        var value = text.Trim().ToLowerInvariant();
        foreach (var (suffix, bytes) in Units)
        {
            if (value.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(value.AsSpan(0, value.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return (long)(number * bytes);
            }
        }

        throw Errors.IllegalArgument($"failed to parse setting [{setting}] with value [{text}] as a size in bytes: unit is missing or unrecognized");
    }

    public static string Show(long bytes)
    {
        foreach (var (suffix, unit) in Units)
        {
            if (bytes >= unit && unit > 1)
            {
                var tenths = Math.Floor(bytes * 10.0 / unit) / 10;
                return tenths.ToString("0.#", CultureInfo.InvariantCulture) + suffix;
            }
        }

        return bytes.ToString(CultureInfo.InvariantCulture) + "b";
    }
}
