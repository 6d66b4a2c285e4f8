using System.Globalization;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Metrics;

/// <summary>Makes a chart of an instrument's series: counters become rates, histograms percentiles, everything else is drawn as it is.</summary>
public static class ChartBuilder
{
    private const int MaxLines = 12;
    private const int MaxExemplars = 200;

    private static readonly (string Name, double Share)[] Percentiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)];

    public static Chart Build(ChartKey key, IReadOnlyList<MetricSeries> series, DateTimeOffset now, TimeSpan window)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(series);
        var grid = TimeGrid.Of(now, window, IntervalOf(series));
        var instrument = series.Count > 0 ? series[0].Instrument : null;
        var groups = series.GroupBy(item => NameOf(key, item.Attributes), StringComparer.Ordinal).ToArray();
        var isHistogram = instrument?.Kind is InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram;
        var isRate = instrument is { Kind: InstrumentKind.Sum, IsMonotonic: true };
        var lines = (isHistogram ? groups.SelectMany(group => PercentileLines(group, grid, groups.Length > 1))
            : isRate ? groups.Select(group => RateLine(group, grid))
            : groups.SelectMany(group => ValueLines(group, grid)))
            .OrderByDescending(line => isHistogram && groups.Length == 1 ? 0 : line.Peak)
            .ToArray();
        return new Chart(key, grid, lines.Length > MaxLines ? lines[..MaxLines] : lines)
        {
            Measure = isHistogram ? groups.Length > 1 ? "p99" : "p50, p90, p99" : isRate ? "rate" : "value",
            Unit = isRate ? $"{instrument!.Unit}/s" : instrument?.Unit ?? string.Empty,
            Description = instrument?.Description ?? string.Empty,
            Dimensions = [.. series.SelectMany(item => item.Attributes.Select(attribute => attribute.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Hidden = Math.Max(0, lines.Length - MaxLines),
            Exemplars = isHistogram ? Exemplars(series, grid) : [],
        };
    }

    private static IEnumerable<ChartLine> PercentileLines(IGrouping<string, MetricSeries> group, TimeGrid grid, bool isOneOfMany)
    {
        var accumulated = group.Select(series =>
        {
            var total = new Accumulated<Distribution>(DistributionAlgebra.Instance, series.Instrument.Temporality);
            foreach (var point in series.Points)
            {
                if (Distribution.Of(point) is { } distribution)
                {
                    total.Add(point, distribution);
                }
            }

            return total;
        }).ToArray();
        var columns = Columns(grid, (from, to) => accumulated.Aggregate(
            Distribution.Empty, (sum, next) => next.TryBetween(from, to, out var counted) ? DistributionAlgebra.Instance.Add(counted, sum) : sum));
        return (isOneOfMany ? Percentiles[^1..] : Percentiles)
            .Select(percentile => new ChartLine(isOneOfMany ? group.Key : percentile.Name, [.. columns.Select(column => column?.Quantile(percentile.Share))]));
    }

    private static ChartLine RateLine(IGrouping<string, MetricSeries> group, TimeGrid grid)
    {
        var accumulated = group.Select(series =>
        {
            var total = new Accumulated<double>(NumberAlgebra.Instance, series.Instrument.Temporality);
            foreach (var point in series.Points.OfType<NumberPoint>().Where(point => double.IsFinite(point.Value)))
            {
                total.Add(point, point.Value);
            }

            return total;
        }).ToArray();
        return new ChartLine(group.Key, [.. Enumerable.Range(0, grid.Count).Select(index =>
        {
            var known = accumulated.Select(next => next.TryBetween(grid.At(index - 1), grid.At(index), out var counted) ? counted : (double?)null).Where(value => value is not null).ToArray();
            return known.Length == 0 ? null : known.Sum() / grid.Step;
        })]);
    }

    private static IEnumerable<ChartLine> ValueLines(IGrouping<string, MetricSeries> group, TimeGrid grid)
    {
        var quantiles = group.SelectMany(series => series.Points.OfType<SummaryPoint>()).LastOrDefault()?.Quantiles ?? [];
        return quantiles.Count > 0
            ? quantiles.Select(quantile => Line(string.Create(CultureInfo.InvariantCulture, $"{group.Key} q{quantile.Quantile:0.###}").Trim(), point => (point as SummaryPoint)?.Quantiles.FirstOrDefault(item => item.Quantile.Equals(quantile.Quantile))?.Value))
            : [Line(group.Key, point => (point as NumberPoint)?.Value)];

        ChartLine Line(string name, Func<MetricPoint, double?> read)
        {
            var perSeries = group.Select(series => LastValues(series, grid, read)).ToArray();
            var isSum = group.First().Instrument.Kind == InstrumentKind.Sum;
            return new ChartLine(name, [.. Enumerable.Range(0, grid.Count).Select(index =>
            {
                var known = perSeries.Select(values => values[index]).Where(value => value is not null).ToArray();
                return known.Length == 0 ? null : isSum ? known.Sum() : known.Average();
            })]);
        }
    }

    /// <summary>The last value of each column; carried on for two columns where a point is late.</summary>
    private static double?[] LastValues(MetricSeries series, TimeGrid grid, Func<MetricPoint, double?> read)
    {
        const int Patience = 2;
        var values = new double?[grid.Count];
        var next = 0;
        (double? Value, int Column) last = (null, int.MinValue / 2);
        for (var column = 0; column < grid.Count; column++)
        {
            while (next < series.Points.Count && series.Points[next].UnixNano / 1e9 <= grid.At(column))
            {
                var isInColumn = series.Points[next].UnixNano / 1e9 > grid.At(column - 1);
                last = read(series.Points[next]) is { } value && double.IsFinite(value) && isInColumn ? (value, column) : last;
                next++;
            }

            values[column] = column - last.Column <= Patience ? last.Value : null;
        }

        return values;
    }

    private static Distribution?[] Columns(TimeGrid grid, Func<double, double, Distribution> between)
        => [.. Enumerable.Range(0, grid.Count).Select(index => between(grid.At(index - 1), grid.At(index)) is { Count: > 0 } some ? some : null)];

    private static ChartExemplar[] Exemplars(IReadOnlyList<MetricSeries> series, TimeGrid grid)
        => [.. series.SelectMany(item => item.Points).SelectMany(point => point.Exemplars)
            .Where(exemplar => exemplar.TraceId is not null && double.IsFinite(exemplar.Value) && exemplar.UnixNano / 1e9 >= grid.Start)
            .DistinctBy(exemplar => (exemplar.TraceId, exemplar.SpanId, exemplar.Value))
            .OrderByDescending(exemplar => exemplar.Value)
            .Take(MaxExemplars)
            .Select(exemplar => new ChartExemplar(exemplar.UnixNano / 1e9, exemplar.Value, exemplar.TraceId!, exemplar.SpanId))];

    private static string NameOf(ChartKey key, TelemetryAttributes attributes) => key.SplitBy switch
    {
        ChartKey.Nothing => string.Empty,
        ChartKey.Everything => string.Join(", ", attributes.Select(item => TelemetryAttributes.TextOf(item.Value))),
        _ => attributes.Text(key.SplitBy) ?? "(none)",
    };

    /// <summary>Seconds between two points, as most series have it.</summary>
    private static double IntervalOf(IReadOnlyList<MetricSeries> series)
    {
        var intervals = series.SelectMany(item => item.Points.Zip(item.Points.Skip(1), (first, second) => ((long)second.UnixNano - (long)first.UnixNano) / 1e9))
            .Where(interval => interval > 0).Take(1_000).Order().ToArray();
        return intervals.Length == 0 ? 1 : intervals[intervals.Length / 2];
    }
}
