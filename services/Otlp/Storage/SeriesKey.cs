using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>What makes two points belong to the same series: a restarted process begins new ones, since its counters do.</summary>
internal readonly record struct SeriesKey(string InstanceId, string Meter, string Name, InstrumentKind Kind, string Attributes)
{
    public static SeriesKey Of(MetricSample sample)
    {
        var instrument = sample.Instrument;
        var attributes = string.Join('\u001f', sample.Attributes
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => $"{item.Key}\u001e{TelemetryAttributes.TextOf(item.Value)}"));
        return new SeriesKey(instrument.Resource.InstanceId, instrument.Scope.Name, instrument.Name, instrument.Kind, attributes);
    }
}
