using System.Globalization;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Api;

/// <summary>Reads the filters of a query string and gathers what is wrong with all of them.</summary>
internal sealed class QueryFilter(IQueryCollection query)
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 10_000;

    public Dictionary<string, string[]> Errors { get; } = new(StringComparer.Ordinal);

    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    public bool? Flag(string name) => Read<bool>(name, bool.TryParse, "true or false");

    public TimeSpan? Milliseconds(string name)
        => Read<double>(name, TryParse, "a number of milliseconds from 0 to 86,400,000") is { } value ? TimeSpan.FromMilliseconds(value) : null;

    public LogSeverity? Severity(string name) => Read<LogSeverity>(name, TryParse, $"one of {string.Join(", ", Enum.GetNames<LogSeverity>())}");

    public int Limit() => Read<int>("limit", TryParse, $"a whole number from 1 to {MaxLimit}") ?? DefaultLimit;

    private static bool TryParse(string text, out int limit)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit;

    private static bool TryParse(string text, out double milliseconds)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out milliseconds) && milliseconds is >= 0 and <= 86_400_000;

    private static bool TryParse(string text, out LogSeverity severity)
        => Enum.TryParse(text, ignoreCase: true, out severity) && Enum.IsDefined(severity);

    private T? Read<T>(string name, Parser<T> tryParse, string expected)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (tryParse(text, out var value))
        {
            return value;
        }

        Errors[name] = [$"'{text}' is not {expected}."];
        return null;
    }

    private delegate bool Parser<T>(string text, out T value);
}
