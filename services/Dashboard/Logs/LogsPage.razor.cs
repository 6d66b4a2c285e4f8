using System.Globalization;
using Microsoft.AspNetCore.Components;
using Migration.Dashboard.Attributes;
using Migration.Dashboard.Shell;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Logs;

public partial class LogsPage
{
    private const int MaxShown = 5_000;
    private const int ScannedForNames = 500;

    private static readonly IReadOnlyList<(string Value, string Text)> Levels =
    [
        .. Enum.GetValues<LogSeverity>().Where(level => level > LogSeverity.Trace)
            .Select(level => (level.ToString(), level == LogSeverity.Critical ? "Critical" : $"{level} and above")),
    ];

    private LogRecord[] _records = [];
    private IReadOnlyList<string> _resources = [];
    private IReadOnlyList<string> _names = [];

    [SupplyParameterFromQuery] private string? Search { get; set; }

    [SupplyParameterFromQuery] private string? Level { get; set; }

    [SupplyParameterFromQuery] private string? Resource { get; set; }

    [SupplyParameterFromQuery(Name = "trace")] private string? TraceId { get; set; }

    [SupplyParameterFromQuery(Name = "span")] private string? SpanId { get; set; }

    [SupplyParameterFromQuery(Name = "where")] private string[]? Where { get; set; }

    [SupplyParameterFromQuery] private string? Record { get; set; }

    private long? Selected => long.TryParse(Record, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;

    private IReadOnlyList<AttributeCondition> Conditions => AttributeCondition.ParseAll(Where);

    private bool IsFiltered => Search is not null || Level is not null || Resource is not null || TraceId is not null || Conditions.Count > 0;

    private string Summary => _records.Length == MaxShown
        ? $"the latest {Format.Count(MaxShown)}"
        : $"{Format.Count(_records.Length)} {(IsFiltered ? "found" : "kept")}";

    protected override Task RefreshAsync(CancellationToken cancellationToken)
    {
        var conditions = Conditions;
        var records = Store.GetLogs(new LogQuery
        {
            Search = Search,
            Service = Resource,
            TraceId = TraceId,
            SpanId = SpanId,
            MinSeverity = Enum.TryParse<LogSeverity>(Level, ignoreCase: true, out var level) && Enum.IsDefined(level) ? level : null,
            Where = conditions.Count == 0 ? null : record => conditions.All(condition => condition.Matches(record.Attributes)),
            Limit = MaxShown,
        });
        _records = [.. records.OrderByDescending(record => record.UnixNano).ThenByDescending(record => record.Sequence)];
        _names = [.. _records.Take(ScannedForNames).SelectMany(record => record.Attributes.Select(item => item.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _resources = [.. Store.GetServices().Select(service => service.ServiceName)];
        return Task.CompletedTask;
    }

    private static string OneLine(LogRecord record)
    {
        var message = record.Message.AsSpan().TrimStart();
        var end = message.IndexOfAny('\r', '\n');
        return (end < 0 ? message : message[..end]).ToString() is { Length: > 0 } text ? text : "(no message)";
    }

    private void Pick(LogRecord record) => Set("record", record.Sequence == Selected ? null : record.Sequence);

    private void Set(string name, object? value) => Navigation.SetQuery((name, value));

    private void AddCondition(AttributeCondition condition)
        => Navigation.SetQuery(("where", Conditions.Append(condition).Distinct().Select(item => item.ToString()).ToArray()));
}
