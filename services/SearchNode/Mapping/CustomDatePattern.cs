using System.Globalization;

namespace Migration.SearchNode.Mapping;

/// <summary>A pattern such as <c>dd.MM.yyyy HH:mm</c>.</summary>
internal sealed class CustomDatePattern(string pattern, DatePrecision precision) : IDatePattern
{
    public bool TryRead(string text, TimeSpan zone, out DateTime utc, out DatePrecision found)
    {
        found = precision;
        utc = default;
        var styles = DateTimeStyles.AllowInnerWhite;
        if (!pattern.Contains('z', StringComparison.Ordinal) && !pattern.Contains('K', StringComparison.Ordinal))
        {
            if (!DateTime.TryParseExact(text, pattern, CultureInfo.InvariantCulture, styles, out var local))
            {
                return false;
            }

            utc = DateTime.SpecifyKind(local, DateTimeKind.Utc) - zone;
            return true;
        }

        if (!DateTimeOffset.TryParseExact(text, pattern, CultureInfo.InvariantCulture, styles, out var moment))
        {
            return false;
        }

        utc = moment.UtcDateTime;
        return true;
    }

    public string Write(DateTime utc) => utc.ToString(pattern, CultureInfo.InvariantCulture);
}
