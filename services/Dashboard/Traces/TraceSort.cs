namespace Migration.Dashboard.Traces;

/// <summary>Which trace comes first.</summary>
public enum TraceSort
{
    Newest,
    Slowest,
    Fastest,
    Spans,
}
