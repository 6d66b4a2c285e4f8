using System.Globalization;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary><c>now-1d/d</c> and <c>2026-01-01||+1M/d</c>: a moment, then steps and roundings.</summary>
internal static class DateMath
{
    /// <param name="text">What the client wrote.</param>
    /// <param name="format">How a moment before <c>||</c> is read.</param>
    /// <param name="now">The moment that <c>now</c> stands for.</param>
    /// <param name="zone">The zone of days and of moments that name none.</param>
    /// <param name="roundUp">Whether what is left open, or rounded, goes to its end rather than its start.</param>
    public static long Parse(string text, DateFormat format, DateTimeOffset now, TimeSpan zone, bool roundUp)
    {
        string steps;
        DateTime moment;
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            moment = now.UtcDateTime;
            steps = text[3..];
        }
        else
        {
            var bar = text.IndexOf("||", StringComparison.Ordinal);
            steps = bar < 0 ? string.Empty : text[(bar + 2)..];
            if (!format.TryRead(bar < 0 ? text : text[..bar], zone, out moment, out var precision))
            {
                throw format.Refuse(text);
            }

            if (roundUp && steps.Length == 0 && precision < DatePrecision.Millisecond)
            {
                moment = Add(moment + zone, UnitOf(precision), 1).AddMilliseconds(-1) - zone;
            }
        }

        moment = Apply(moment + zone, steps, text, roundUp) - zone;
        return (long)Math.Floor((moment - DateTime.UnixEpoch).TotalMilliseconds);
    }

    private static DateTime Apply(DateTime moment, string steps, string text, bool roundUp)
    {
        for (var i = 0; i < steps.Length;)
        {
            var operation = steps[i++];
            var start = i;
            while (i < steps.Length && char.IsAsciiDigit(steps[i]))
            {
                i++;
            }

            var number = i > start ? int.Parse(steps.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture) : 1;
            if (i >= steps.Length)
            {
                throw Errors.Parse($"truncated date math [{text}]");
            }

            var unit = steps[i++];
            switch (operation)
            {
                case '+':
                    moment = Add(moment, unit, number);
                    break;
                case '-':
                    moment = Add(moment, unit, -number);
                    break;
                case '/':
                    var floor = Floor(moment, unit);
                    moment = roundUp ? Add(floor, unit, 1).AddMilliseconds(-1) : floor;
                    break;
                default:
                    throw Errors.Parse($"operator not supported for date math [{text}]");
            }
        }

        return moment;
    }

    private static char UnitOf(DatePrecision precision) => precision switch
    {
        DatePrecision.Year => 'y',
        DatePrecision.Month => 'M',
        DatePrecision.Day => 'd',
        DatePrecision.Hour => 'h',
        DatePrecision.Minute => 'm',
        _ => 's',
    };

    private static DateTime Add(DateTime moment, char unit, int number) => unit switch
    {
        'y' => moment.AddYears(number),
        'M' => moment.AddMonths(number),
        'w' => moment.AddDays(7 * number),
        'd' => moment.AddDays(number),
        'h' or 'H' => moment.AddHours(number),
        'm' => moment.AddMinutes(number),
        's' => moment.AddSeconds(number),
        _ => throw Errors.Parse($"unit [{unit}] not supported for date math"),
    };

    private static DateTime Floor(DateTime moment, char unit) => unit switch
    {
        'y' => new DateTime(moment.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        'M' => new DateTime(moment.Year, moment.Month, 1, 0, 0, 0, DateTimeKind.Utc),
        'w' => moment.Date.AddDays(-(((int)moment.DayOfWeek + 6) % 7)),
        'd' => moment.Date,
        'h' or 'H' => moment.Date.AddHours(moment.Hour),
        'm' => moment.Date.AddHours(moment.Hour).AddMinutes(moment.Minute),
        's' => new DateTime(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc),
        _ => throw Errors.Parse($"unit [{unit}] not supported for date math"),
    };
}
