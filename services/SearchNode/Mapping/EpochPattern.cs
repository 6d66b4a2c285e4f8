using System.Globalization;

namespace Migration.SearchNode.Mapping;

/// <summary>Milliseconds or seconds since 1970.</summary>
internal sealed class EpochPattern(long ticksPerUnit) : IDatePattern
{
    public bool TryRead(string text, TimeSpan zone, out DateTime utc, out DatePrecision precision)
    {
        utc = default;
        precision = DatePrecision.Millisecond;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units))
        {
            return false;
        }

        var ticks = units * ticksPerUnit;
        if (Math.Abs(ticks) > DateTime.MaxValue.Ticks
            || DateTime.UnixEpoch.Ticks + (long)ticks is var total && (total < 0 || total > DateTime.MaxValue.Ticks))
        {
            return false;
        }

        utc = new DateTime(total, DateTimeKind.Utc);
        return true;
    }

    public string Write(DateTime utc)
    {
        var ticks = utc.Ticks - DateTime.UnixEpoch.Ticks;
        return ((decimal)ticks / ticksPerUnit).ToString("0.#########", CultureInfo.InvariantCulture);
    }
}
