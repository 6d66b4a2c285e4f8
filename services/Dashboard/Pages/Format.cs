using System.Globalization;

namespace Migration.Dashboard.Pages;

/// <summary>Numbers as a person reads them.</summary>
internal static class Format
{
    public static string Duration(TimeSpan duration) => duration.TotalMilliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMicroseconds:0} µs"),
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.##} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.##} s"),
    };

    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###}%");

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Machine(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset time, TimeProvider provider)
        => TimeZoneInfo.ConvertTime(time, provider.LocalTimeZone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
