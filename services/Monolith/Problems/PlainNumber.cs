using System.Globalization;
using System.Numerics;

namespace Migration.Monolith.Problems;

internal static class PlainNumber
{
    /// <summary>As .NET's own, but a number that ends in NUL characters, which .NET lets pass, is none.</summary>
    public static bool TryParse<T>(string text, NumberStyles style, out T number)
        where T : struct, INumber<T>
    {
        number = default;
        return !text.Contains('\0', StringComparison.Ordinal) && T.TryParse(text, style, CultureInfo.InvariantCulture, out number);
    }
}
