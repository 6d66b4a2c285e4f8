using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>One bar: offset and width in percent of the trace's duration.</summary>
/// <param name="Span">What it shows.</param>
/// <param name="Depth">How many spans it lies below.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Width">How long it is.</param>
/// <param name="Descendants">How many rows go when it is collapsed.</param>
public sealed record WaterfallRow(Span Span, int Depth, double Offset, double Width, int Descendants);
