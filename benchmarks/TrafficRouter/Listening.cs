using System.Diagnostics.Metrics;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>Listens to every meter, so that a counter costs what it costs in a service that is observed.</summary>
internal static class Listening
{
    private static long _sum;

    public static MeterListener Start()
    {
        var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>(static (_, value, _, _) => _sum += value);
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => _sum++);
        listener.Start();
        return listener;
    }
}
