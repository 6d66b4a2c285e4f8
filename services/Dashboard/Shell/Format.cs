using System.Globalization;

namespace Migration.Dashboard.Shell;

/// <summary>Numbers as a person reads them.</summary>
internal static class Format
{
    public static string Duration(TimeSpan duration) => duration.TotalMilliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMicroseconds:0} µs"),
        < 1_000 => $"{ThreeDigits(duration.TotalMilliseconds)} ms",
        _ => $"{ThreeDigits(duration.TotalSeconds)} s",
    };

    /// <summary>For a style sheet, which wants no space.</summary>
    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###}%");

    /// <summary>A value with its unit as OpenTelemetry writes it: <c>s</c>, <c>By</c>, <c>{request}/s</c>.</summary>
    public static string Measured(double value, string unit) => unit switch
    {
        "s" when Math.Abs(value) < 1e6 => Duration(TimeSpan.FromSeconds(value)),
        "ms" when Math.Abs(value) < 1e9 => Duration(TimeSpan.FromMilliseconds(value)),
        "By" when Math.Abs(value) < 1e15 => Bytes((long)value),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.####} {Unit(unit)}").TrimEnd(),
    };

    /// <summary>A unit as OpenTelemetry writes it, in words that need no knowledge of UCUM.</summary>
    public static string Unit(string unit) => unit switch
    {
        "1" => string.Empty,
        "By" => "bytes",
        "By/s" => "bytes/s",
        _ => unit.Replace("{", string.Empty, StringComparison.Ordinal).Replace("}", string.Empty, StringComparison.Ordinal),
    };

    public static string Share(long part, long whole) => Share((double)part / whole);

    /// <param name="share">0 to 1.</param>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.#} GiB"),
    };

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Machine(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset time, TimeProvider provider)
        => TimeZoneInfo.ConvertTime(time, provider.LocalTimeZone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>More say nothing of a duration, and make a column wide.</summary>
    private static string ThreeDigits(double value)
        => value.ToString(value switch { < 9.995 => "0.##", < 99.95 => "0.#", _ => "0" }, CultureInfo.InvariantCulture);
}
