using System.Globalization;
using Microsoft.AspNetCore.Components;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

public partial class TracePage
{
    private static readonly double[] Ticks = [0, 25, 50, 75, 100];
    private static readonly ILookup<string, LogRecord> NoLogs = Array.Empty<LogRecord>().ToLookup(_ => string.Empty, StringComparer.Ordinal);

    private readonly HashSet<string> _collapsed = new(StringComparer.Ordinal);
    private Trace? _trace;
    private int _logCount;
    private int _errors;
    private IReadOnlyList<WaterfallRow> _rows = [];
    private IReadOnlyDictionary<string, IReadOnlyList<PathPiece>> _path = new Dictionary<string, IReadOnlyList<PathPiece>>(StringComparer.Ordinal);
    private ILookup<string, LogRecord> _logs = NoLogs;

    [Parameter] public string TraceId { get; set; } = string.Empty;

    [SupplyParameterFromQuery] private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "span")] private string? Selected { get; set; }

    /// <summary>All rows but those below a collapsed one.</summary>
    private List<WaterfallRow> Visible
    {
        get
        {
            List<WaterfallRow> visible = [];
            for (var index = 0; index < _rows.Count; index++)
            {
                visible.Add(_rows[index]);
                if (_collapsed.Contains(_rows[index].Span.SpanId))
                {
                    index += _rows[index].Descendants;
                }
            }

            return visible;
        }
    }

    protected override Task RefreshAsync(CancellationToken cancellationToken)
    {
        var trace = Store.GetTrace(TraceId);
        var logs = Store.GetLogs(new LogQuery { TraceId = TraceId });
        if (!ReferenceEquals(trace, _trace) || logs.Count != _logCount)
        {
            (_trace, _logCount) = (trace, logs.Count);
            _logs = logs.ToLookup(record => record.SpanId ?? string.Empty, StringComparer.Ordinal);
            if (trace is not null)
            {
                _rows = Waterfall.Of(trace);
                _path = CriticalPath.Of(trace);
                _errors = trace.Spans.Count(span => span.HasError);
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<string> Notices(Trace trace)
    {
        if (trace.DroppedSpans > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{trace.DroppedSpans} spans of this trace had to make room for newer ones.");
        }

        if (trace.Orphans.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The parent of {trace.Orphans.Count} spans is not here: not sent yet, not recorded, or dropped.");
        }

        if (trace.Spans.Count > Waterfall.MaxRows)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The first {Waterfall.MaxRows} of {trace.Spans.Count} spans are shown.");
        }
    }

    private bool IsDimmed(Span span) => Search is { Length: > 0 } text && !(
        span.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || span.Resource.ServiceName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || span.Attributes.Contains(text));

    private void Toggle(string spanId)
    {
        if (!_collapsed.Remove(spanId))
        {
            _collapsed.Add(spanId);
        }
    }

    private void CollapseAll() => _collapsed.UnionWith(_rows.Where(row => row.Depth > 0 && row.Descendants > 0).Select(row => row.Span.SpanId));
}
