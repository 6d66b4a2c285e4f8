using System.Globalization;

namespace Migration.Listings.Validation;

/// <summary>Lengths are counted in code points, as PostgreSQL counts them: 255 Cyrillic letters fit where 255 Latin ones do.</summary>
internal static class TextRules
{
    public static int CountCodePoints(string text)
    {
        var count = 0;
        foreach (var unit in text)
        {
            if (!char.IsLowSurrogate(unit))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Tabs and line breaks too.</summary>
    public static bool HasControlCharacter(string text) => text.Any(unit => char.GetUnicodeCategory(unit) == UnicodeCategory.Control);

    /// <summary>The one character that PostgreSQL cannot hold.</summary>
    public static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    /// <summary>The beginning of a text, never half a character.</summary>
    public static string Cut(string text, int max)
        => text.Length <= max ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[max - 1]) ? max - 1 : max), "…");
}
