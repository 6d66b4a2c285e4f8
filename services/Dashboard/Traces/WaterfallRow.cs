using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>One bar: offset and width in percent of the trace's duration.</summary>
internal sealed record WaterfallRow(Span Span, int Depth, double Offset, double Width);
