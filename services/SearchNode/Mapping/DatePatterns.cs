using System.Text;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>The formats that OpenSearch knows by name, and patterns in its letters.</summary>
internal static class DatePatterns
{
    private const string Millis = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Pattern letters that mean the same in both worlds or have a twin; all others are refused.</summary>
    private static readonly Dictionary<char, char> Letters = new()
    {
        ['y'] = 'y',
        ['u'] = 'y',
        ['M'] = 'M',
        ['d'] = 'd',
        ['H'] = 'H',
        ['h'] = 'h',
        ['m'] = 'm',
        ['s'] = 's',
        ['S'] = 'f',
        ['a'] = 't',
        ['E'] = 'd',
    };

    public static IDatePattern Named(string name)
    {
        var plain = name.StartsWith("strict_", StringComparison.Ordinal) ? name["strict_".Length..] : name;
        return plain switch
        {
            "date_optional_time" => new IsoPattern(DatePrecision.Year, DatePrecision.Millisecond, Millis),
            "date_optional_time_nanos" => new IsoPattern(DatePrecision.Year, DatePrecision.Millisecond, Millis),
            "epoch_millis" => new EpochPattern(TimeSpan.TicksPerMillisecond),
            "epoch_second" => new EpochPattern(TimeSpan.TicksPerSecond),
            "date" or "year_month_day" => new IsoPattern(DatePrecision.Day, DatePrecision.Day, "yyyy-MM-dd"),
            "year_month" => new IsoPattern(DatePrecision.Month, DatePrecision.Month, "yyyy-MM"),
            "year" => new IsoPattern(DatePrecision.Year, DatePrecision.Year, "yyyy"),
            "date_time" => new IsoPattern(DatePrecision.Millisecond, DatePrecision.Millisecond, Millis),
            "date_time_no_millis" => new IsoPattern(DatePrecision.Second, DatePrecision.Second, Seconds),
            "date_hour" => new IsoPattern(DatePrecision.Hour, DatePrecision.Hour, "yyyy-MM-dd'T'HH"),
            "date_hour_minute" => new IsoPattern(DatePrecision.Minute, DatePrecision.Minute, "yyyy-MM-dd'T'HH:mm"),
            "date_hour_minute_second" => new IsoPattern(DatePrecision.Second, DatePrecision.Second, "yyyy-MM-dd'T'HH:mm:ss"),
            "date_hour_minute_second_millis" or "date_hour_minute_second_fraction"
                => new IsoPattern(DatePrecision.Millisecond, DatePrecision.Millisecond, "yyyy-MM-dd'T'HH:mm:ss.fff"),
            "basic_date" => new CustomDatePattern("yyyyMMdd", DatePrecision.Day),
            "rfc3339_lenient" => new IsoPattern(DatePrecision.Year, DatePrecision.Millisecond, Millis),
            _ => new CustomDatePattern(Translate(name), Precision(name)),
        };
    }

    private static DatePrecision Precision(string pattern)
        => pattern.Contains('S', StringComparison.Ordinal) ? DatePrecision.Millisecond
            : pattern.Contains('s', StringComparison.Ordinal) ? DatePrecision.Second
            : pattern.Contains('m', StringComparison.Ordinal) ? DatePrecision.Minute
            : pattern.Contains('H', StringComparison.Ordinal) || pattern.Contains('h', StringComparison.Ordinal) ? DatePrecision.Hour
            : pattern.Contains('d', StringComparison.Ordinal) ? DatePrecision.Day
            : pattern.Contains('M', StringComparison.Ordinal) ? DatePrecision.Month
            : DatePrecision.Year;

    private static string Translate(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length;)
        {
            var letter = pattern[i];
            var run = 1;
            while (i + run < pattern.Length && pattern[i + run] == letter)
            {
                run++;
            }

            if (letter == '\'')
            {
                var end = pattern.IndexOf('\'', i + 1);
                if (end < 0)
                {
                    throw Invalid(pattern);
                }

                text.Append(pattern, i, end - i + 1);
                i = end + 1;
                continue;
            }

            text.Append(letter switch
            {
                'X' or 'x' or 'Z' => run == 1 && letter == 'X' ? "K" : "zzz",
                'E' => run > 3 ? "dddd" : "ddd",
                'a' => "tt",
                _ when !char.IsAsciiLetter(letter) => new string(letter, run),
                _ when Letters.TryGetValue(letter, out var twin) => new string(twin, run),
                _ => throw Invalid(pattern),
            });
            i += run;
        }

        return text.Length == 1 ? "%" + text : text.ToString();
    }

    private static OpenSearchException Invalid(string pattern)
        => Errors.IllegalArgument($"Invalid format: [{pattern}]: Unknown pattern letter, or one that this node does not support");
}
