namespace Migration.Otlp.Records;

/// <summary>A series' value at one moment: one of the four kinds below it.</summary>
public abstract record MetricPoint
{
    public ulong StartUnixNano { get; init; }

    public ulong UnixNano { get; init; }

    public IReadOnlyList<MetricExemplar> Exemplars { get; init; } = [];

    /// <summary>Position in the order of arrival, over all signals.</summary>
    public long Sequence { get; internal set; }

    public DateTimeOffset Time => UnixNanoseconds.ToTime(UnixNano);
}
