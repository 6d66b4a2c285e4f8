using System.Globalization;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>One or more date formats, joined by <c>||</c>: the first that fits reads, the first one writes.</summary>
internal sealed class DateFormat
{
    public const string Default = "strict_date_optional_time||epoch_millis";

    private readonly IDatePattern[] _patterns;
    private readonly string _text;

    private DateFormat(string text, IDatePattern[] patterns)
    {
        _text = text;
        _patterns = patterns;
    }

    public static DateFormat Parse(string text)
        => new(text, text.Split("||", StringSplitOptions.RemoveEmptyEntries).Select(DatePatterns.Named).ToArray());

    public bool TryRead(string text, TimeSpan zone, out DateTime utc, out DatePrecision precision)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.TryRead(text, zone, out utc, out precision))
            {
                return true;
            }
        }

        utc = default;
        precision = default;
        return false;
    }

    public string Write(long milliseconds) => _patterns[0].Write(DateTime.UnixEpoch.AddMilliseconds(milliseconds));

    public OpenSearchException Refuse(string text)
        => new(400, "parse_exception", $"failed to parse date field [{text}] with format [{_text}]") { IsShardLevel = true };

    public override string ToString() => _text;

    /// <summary><c>+02:00</c>, <c>Z</c>, or a name of the time zone database, as an offset at that moment.</summary>
    public static TimeSpan Zone(string? name, DateTimeOffset at)
    {
        if (name is null or "Z" or "UTC")
        {
            return TimeSpan.Zero;
        }

        if (name.Length > 0 && name[0] is '+' or '-'
            && TimeSpan.TryParseExact(name[1..], [@"hh\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out var offset))
        {
            return name[0] == '-' ? -offset : offset;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone.GetUtcOffset(at)
            : throw Errors.IllegalArgument($"Unknown time-zone ID: {name}");
    }
}
