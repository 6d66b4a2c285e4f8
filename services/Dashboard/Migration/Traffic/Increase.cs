using Migration.Otlp.Records;

namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>
/// By how much a counter or histogram has grown from point to point. A counter that starts anew counts from zero; one that begins while the
/// others are already known has begun at zero; of one whose past has been forgotten only what is known is counted.
/// </summary>
internal static class Increase
{
    /// <summary>Exports of a process do not arrive at one instant.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(2);

    /// <param name="series">Cumulative or by differences.</param>
    /// <param name="horizon">The oldest time of which anything of this process is known.</param>
    public static IEnumerable<(DateTimeOffset Time, double Value)> OfNumbers(MetricSeries series, DateTimeOffset horizon)
    {
        NumberPoint? before = null;
        foreach (var point in series.Points.OfType<NumberPoint>())
        {
            if (IsDelta(series))
            {
                yield return (point.Time, point.Value);
            }
            else if (before is null)
            {
                yield return (point.Time, BeganAtZero(point, horizon) ? point.Value : 0);
            }
            else
            {
                yield return (point.Time, point.Value < before.Value ? point.Value : point.Value - before.Value);
            }

            before = point;
        }
    }

    /// <inheritdoc cref="OfNumbers"/>
    public static IEnumerable<(DateTimeOffset Time, HistogramPoint Value)> OfHistograms(MetricSeries series, DateTimeOffset horizon)
    {
        HistogramPoint? before = null;
        foreach (var point in series.Points.OfType<HistogramPoint>())
        {
            if (IsDelta(series) || (before is null ? BeganAtZero(point, horizon) : point.Count < before.Count))
            {
                yield return (point.Time, point);
            }
            else if (before is not null && before.Counts.Count == point.Counts.Count)
            {
                yield return (point.Time, new HistogramPoint(point.Count - before.Count, point.Bounds, Difference(point.Counts, before.Counts)));
            }

            before = point;
        }
    }

    private static bool IsDelta(MetricSeries series) => series.Instrument.Temporality == MetricTemporality.Delta;

    private static bool BeganAtZero(MetricPoint first, DateTimeOffset horizon)
        => first.Time > horizon + s_slack || UnixTime(first.StartUnixNano) >= horizon - s_slack;

    private static DateTimeOffset UnixTime(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));

    private static ulong[] Difference(IReadOnlyList<ulong> now, IReadOnlyList<ulong> before)
    {
        var difference = new ulong[now.Count];
        for (var index = 0; index < difference.Length; index++)
        {
            difference[index] = now[index] < before[index] ? now[index] : now[index] - before[index];
        }

        return difference;
    }
}
