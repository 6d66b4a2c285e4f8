using System.Globalization;

namespace Migration.Dashboard.Migrating.Words;

/// <summary>Numbers and times as a person reads them.</summary>
internal static class Say
{
    public static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.###} %");

    /// <param name="share">0 to 1.</param>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Rate(double perSecond) => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.#}/s");

    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => "–",
        { TotalSeconds: >= 1 } long_ => string.Create(CultureInfo.InvariantCulture, $"{long_.TotalSeconds:0.##} s"),
        { TotalMilliseconds: >= 9.95 } middle => string.Create(CultureInfo.InvariantCulture, $"{middle.TotalMilliseconds:0} ms"),
        { } short_ => string.Create(CultureInfo.InvariantCulture, $"{short_.TotalMilliseconds:0.0} ms"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 0 => "not known",
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.#} GiB"),
    };

    public static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalSeconds: < 2 } => "just now",
        { TotalSeconds: < 90 } age => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0} s ago"),
        { TotalMinutes: < 90 } age => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min ago"),
        { TotalHours: < 36 } age => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h ago"),
        var age => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days ago"),
    };

    public static string Clock(DateTimeOffset moment, TimeProvider time)
        => TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset moment, TimeProvider time)
        => TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
