using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Migration.DataSync.Tests.Fixture;

/// <summary>The service's gauges as an exporter sees them. Each by its name, and by that of its stream where it has one.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _last = new(StringComparer.Ordinal);
    private readonly MeterListener _listener;

    public RecordedMetrics()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (string.Equals(instrument.Meter.Name, "Migration.DataSync", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _last[NameOf(instrument, tags)] = value);
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _last[NameOf(instrument, tags)] = value);
        _listener.Start();
    }

    public void Read()
    {
        _last.Clear();
        _listener.RecordObservableInstruments();
    }

    /// <summary>Not a number where nothing was measured.</summary>
    public double Last(string name) => _last.GetValueOrDefault(name, double.NaN);

    public void Dispose() => _listener.Dispose();

    private static string NameOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
}
