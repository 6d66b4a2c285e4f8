using System.Globalization;

namespace Migration.SearchNode.Mapping;

/// <summary>
/// <c>2026-01-31T12:30:15.123+01:00</c>, where everything after the year may be left out between the two given precisions.
/// </summary>
internal sealed class IsoPattern(DatePrecision least, DatePrecision most, string output) : IDatePattern
{
    public bool TryRead(string text, TimeSpan zone, out DateTime utc, out DatePrecision precision)
    {
        utc = default;
        precision = DatePrecision.Year;
        var at = 0;
        Span<int> parts = [0, 1, 1, 0, 0, 0];
        ReadOnlySpan<char> separators = ['\0', '-', '-', 'T', ':', ':'];
        for (var part = 0; part < parts.Length; part++)
        {
            if (part > 0 && (at >= text.Length || text[at] != separators[part]))
            {
                break;
            }

            at += part > 0 ? 1 : 0;
            if (part == (int)DatePrecision.Hour && at == text.Length)
            {
                break;
            }

            if (!TryDigits(text, ref at, part == 0 ? 4 : 2, out parts[part]))
            {
                return false;
            }

            precision = (DatePrecision)part;
        }

        long fraction = 0;
        if (precision == DatePrecision.Second && at < text.Length && text[at] is '.' or ',')
        {
            at++;
            if (!TryFraction(text, ref at, out fraction))
            {
                return false;
            }

            precision = DatePrecision.Millisecond;
        }

        if (precision < least || precision > most || !TryZone(text, at, precision, ref zone) || !IsDate(parts))
        {
            return false;
        }

        var local = new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], DateTimeKind.Utc).AddTicks(fraction);
        var ticks = local.Ticks - zone.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    public string Write(DateTime utc) => utc.ToString(output, CultureInfo.InvariantCulture);

    private static bool TryDigits(string text, ref int at, int count, out int value)
    {
        value = 0;
        if (at + count > text.Length
            || !int.TryParse(text.AsSpan(at, count), NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        at += count;
        return true;
    }

    private static bool TryFraction(string text, ref int at, out long ticks)
    {
        ticks = 0;
        var unit = TimeSpan.TicksPerSecond / 10;
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            ticks += (text[at] - '0') * unit;
            unit /= 10;
            at++;
        }

        return at > start && at - start <= 9;
    }

    private static bool TryZone(string text, int at, DatePrecision precision, ref TimeSpan zone)
    {
        var rest = text.AsSpan(at);
        if (rest.IsEmpty)
        {
            return true;
        }

        if (precision < DatePrecision.Hour)
        {
            return false;
        }

        if (rest is "Z")
        {
            zone = TimeSpan.Zero;
            return true;
        }

        if (rest[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(rest[1..], [@"hh\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out var offset))
        {
            return false;
        }

        zone = rest[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool IsDate(ReadOnlySpan<int> parts)
        => parts[0] is >= 1 and <= 9999
            && parts[1] is >= 1 and <= 12
            && parts[2] >= 1 && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1])
            && parts[3] < 24 && parts[4] < 60 && parts[5] < 60;
}
