using System.Globalization;
using Migration.Dashboard.Shell;

namespace Migration.Dashboard.Migrating.Words;

/// <summary>Numbers and times as a person reads them.</summary>
internal static class Say
{
    public static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.###} %");

    /// <param name="share">0 to 1.</param>
    public static string Share(double share) => Format.Share(share);

    public static string Count(long count) => Format.Count(count);

    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Rate(double perSecond) => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.#}/s");

    public static string Duration(TimeSpan? duration) => duration is { } known ? Format.Duration(known) : "–";

    public static string Bytes(long bytes) => bytes < 0 ? "not known" : Format.Bytes(bytes);

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
