using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>
/// About how much memory an item holds on a 64-bit runtime: object headers, fields, texts at two bytes a character, and its place in
/// the indices. Good to a factor of about 1.5, which is enough to bound the whole. The result for an item never changes.
/// </summary>
internal static class MemoryEstimate
{
    private const int TextHeader = 24;
    private const int ListHeader = 40;
    private const int SpanFields = 380;
    private const int LogFields = 180;
    private const int PointFields = 120;
    private const int SeriesFields = 400;
    private const int BoxedValue = 24;
    private const int AttributeSlot = 16;

    public static long Of(Span span)
        => SpanFields + Text(span.TraceId) + Text(span.SpanId) + Text(span.ParentSpanId) + Text(span.Name)
            + Text(span.StatusMessage) + Text(span.TraceState) + Of(span.Attributes)
            + span.Events.Sum(item => ListHeader + Text(item.Name) + Of(item.Attributes))
            + span.Links.Sum(item => ListHeader + Text(item.TraceId) + Text(item.SpanId) + Of(item.Attributes));

    public static long Of(LogRecord record)
        => LogFields + Text(record.Message) + Text(record.SeverityText) + Text(record.EventName) + Text(record.TraceId)
            + Text(record.SpanId) + Of(record.Attributes);

    public static long Of(MetricPoint point)
        => PointFields + point.Exemplars.Sum(item => ListHeader + Text(item.TraceId) + Text(item.SpanId)) + point switch
        {
            HistogramPoint histogram => sizeof(double) * ((long)histogram.Bounds.Count + histogram.Counts.Count),
            ExponentialHistogramPoint histogram => sizeof(double) * ((long)histogram.Positive.Counts.Count + histogram.Negative.Counts.Count),
            SummaryPoint summary => ListHeader * (long)summary.Quantiles.Count,
            _ => 0L,
        };

    public static long Of(SeriesEntry series)
        => SeriesFields + (2 * Of(series.Attributes)) + Text(series.Instrument.Name) + Text(series.Instrument.Description)
            + Text(series.Instrument.Unit);

    private static long Of(TelemetryAttributes attributes)
        => attributes.Count == 0 ? 0 : ListHeader + attributes.Sum(item => AttributeSlot + Text(item.Key) + OfValue(item.Value));

    private static long OfValue(object? value) => value switch
    {
        null => 0,
        string text => Text(text),
        byte[] bytes => TextHeader + bytes.Length,
        TelemetryAttributes map => Of(map),
        IReadOnlyList<object?> list => ListHeader + list.Sum(item => sizeof(long) + OfValue(item)),
        _ => BoxedValue,
    };

    private static long Text(string? text) => string.IsNullOrEmpty(text) ? 0 : TextHeader + (2L * text.Length);
}
