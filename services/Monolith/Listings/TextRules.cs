using System.Globalization;
using Migration.Monolith.Problems;

namespace Migration.Monolith.Listings;

/// <summary>What text may hold. Lengths are code points, as PostgreSQL counts them.</summary>
internal static class TextRules
{
    public static void CheckLine(this JsonFields body, string field, Optional<string> text, int max)
    {
        if (text.Value is { } line && (line.Any(char.IsControl) || Length(line) > max))
        {
            body.Refuse(field, $"must be one line of at most {max} characters without control characters");
        }
    }

    public static void CheckTitle(this JsonFields body, string field, Optional<string> title)
    {
        if (title.Value is not { } line || Length(line.Trim()) < 3 || Length(line) > 255 || line.Any(char.IsControl))
        {
            body.Refuse(field, "must have 3 to 255 characters, none of them a control character");
        }
    }

    public static void CheckText(this JsonFields body, string field, Optional<string> text, int max)
    {
        if (text.Value is { } lines && (Length(lines) > max || lines.Contains('\0', StringComparison.Ordinal)))
        {
            body.Refuse(field, $"must have at most {max.ToString(CultureInfo.InvariantCulture)} characters, none of them U+0000");
        }
    }

    private static int Length(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            length++;
        }

        return length;
    }
}
