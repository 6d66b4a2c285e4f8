using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>Reads what the routers of all instances have told this process of themselves.</summary>
internal sealed class TrafficReader(TelemetryStore store, TimeProvider time)
{
    /// <summary>Long enough for a steady figure, short enough to see what a change has done.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>What the charts show.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int ShownMoves = 50;

    public TrafficSnapshot Read()
    {
        var series = store.GetMetrics(new MetricQuery { Meter = RouterTelemetry.Meter });
        if (series.Count == 0)
        {
            return TrafficSnapshot.None with { BreakerMoves = ReadMoves() };
        }

        var now = time.GetUtcNow();
        var horizons = series.GroupBy(one => one.Instrument.Resource).ToDictionary(process => process.Key, process => process.Min(one => one.Points[0].Time));
        var durations = series.Where(one => IsOf(one, RouterTelemetry.Duration))
            .SelectMany(one => Increase.OfHistograms(one, horizons[one.Instrument.Resource]).Select(step => (one.Attributes, step.Time, step.Value)))
            .Where(step => step.Time > now - Past - Interval)
            .ToList();
        var recent = durations.Where(step => step.Time > now - Window).ToList();
        var (monolith, microservice) = Sum(recent.Select(step => (step.Attributes, step.Value)), Window);
        return new TrafficSnapshot
        {
            HasTelemetry = true,
            Monolith = monolith,
            Microservice = microservice,
            ServedBy = recent.GroupBy(step => step.Attributes.Text(RouterTelemetry.ServedBy) ?? "", StringComparer.Ordinal)
                .ToDictionary(side => side.Key, side => side.Sum(step => (long)step.Value.Count), StringComparer.Ordinal),
            Decisions = [.. Count(series, RouterTelemetry.Decisions, RouterTelemetry.Arm, RouterTelemetry.Reason, horizons, now)
                .Select(count => new DecisionCount(count.First, count.Second, count.Count))],
            Fallbacks = [.. Count(series, RouterTelemetry.Fallbacks, RouterTelemetry.Cause, RouterTelemetry.Operation, horizons, now)
                .Select(count => new FallbackCause(count.First, count.Second, count.Count))],
            Intervals = Intervals(durations, now),
            BreakerMoves = ReadMoves(),
        };
    }

    private static bool IsOf(MetricSeries series, string instrument) => string.Equals(series.Instrument.Name, instrument, StringComparison.Ordinal);

    private static bool IsMicroservice(TelemetryAttributes attributes)
        => string.Equals(attributes.Text(RouterTelemetry.Arm), RouterTelemetry.Microservice, StringComparison.Ordinal);

    private static (SideTraffic Monolith, SideTraffic Microservice) Sum(IEnumerable<(TelemetryAttributes Attributes, HistogramPoint Value)> steps, TimeSpan span)
    {
        var (monolith, microservice) = (new SideSum(), new SideSum());
        foreach (var (attributes, value) in steps)
        {
            (IsMicroservice(attributes) ? microservice : monolith).Add(value, attributes);
        }

        return (monolith.Over(span), microservice.Over(span));
    }

    /// <summary>Every interval of the past, those without traffic too: a gap is a zero, not a line from before to after.</summary>
    private static List<TrafficInterval> Intervals(IEnumerable<(TelemetryAttributes Attributes, DateTimeOffset Time, HistogramPoint Value)> steps, DateTimeOffset now)
    {
        var byStart = steps.ToLookup(step => Floor(step.Time), step => (step.Attributes, step.Value));
        var intervals = new List<TrafficInterval>();

        // The present interval is not over: shown, it would always look like a fall.
        for (var start = Floor(now - Past); start < Floor(now); start += Interval)
        {
            var (monolith, microservice) = Sum(byStart[start], Interval);
            intervals.Add(new TrafficInterval(start, monolith, microservice));
        }

        return intervals;
    }

    private static DateTimeOffset Floor(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % Interval.Ticks), TimeSpan.Zero);

    private static IEnumerable<(string First, string Second, long Count)> Count(
        IReadOnlyList<MetricSeries> series, string instrument, string first, string second, Dictionary<TelemetryResource, DateTimeOffset> horizons, DateTimeOffset now)
        => series.Where(one => IsOf(one, instrument))
            .Select(one => (
                First: one.Attributes.Text(first) ?? "",
                Second: one.Attributes.Text(second) ?? "",
                Count: Increase.OfNumbers(one, horizons[one.Instrument.Resource]).Where(step => step.Time > now - Window).Sum(step => step.Value)))
            .GroupBy(one => (one.First, one.Second))
            .Select(group => (group.Key.First, group.Key.Second, Count: (long)group.Sum(one => one.Count)))
            .Where(group => group.Count > 0)
            .OrderByDescending(group => group.Count);

    private List<BreakerMove> ReadMoves()
        => [.. store.GetLogs(new LogQuery { Where = record => string.Equals(record.EventName, RouterTelemetry.BreakerMoved, StringComparison.Ordinal), Limit = ShownMoves })
            .Select(record => new BreakerMove(
                record.Time,
                record.Resource.ServiceName,
                record.Attributes.Text("Operation") ?? "",
                record.Attributes.Text("From") ?? "",
                record.Attributes.Text("To") ?? "",
                record.Attributes.Text("Cause") ?? ""))
            .Reverse()];
}
