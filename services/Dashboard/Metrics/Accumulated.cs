using Migration.Otlp.Records;

namespace Migration.Dashboard.Metrics;

/// <summary>
/// A series as what it has counted since its first point, whatever its temporality, with restarts of the process taken out. Between two
/// points it grows evenly: so a column of the chart holds its share of a point that covers two columns.
/// </summary>
/// <typeparam name="T">What is counted.</typeparam>
/// <param name="algebra">How to count it.</param>
/// <param name="temporality">Whether the points count since the start or since the point before.</param>
public sealed class Accumulated<T>(ICountAlgebra<T> algebra, MetricTemporality temporality)
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly List<double> _times = [];
    private readonly List<T> _totals = [];
    private T? _raw;
    private ulong _start;

    public void Add(MetricPoint point, T value)
    {
        ArgumentNullException.ThrowIfNull(point);
        var time = point.UnixNano / NanosecondsPerSecond;
        if (_times.Count > 0 && time <= _times[^1])
        {
            return;
        }

        if (_times.Count == 0)
        {
            Begin(point, time, value);
        }
        else
        {
            var isFresh = temporality == MetricTemporality.Delta || point.StartUnixNano != _start || algebra.IsLess(value, _raw!);
            _times.Add(time);
            _totals.Add(algebra.Add(_totals[^1], isFresh ? value : algebra.Subtract(value, _raw!)));
        }

        (_raw, _start) = (value, point.StartUnixNano);
    }

    /// <summary>What was counted between two moments; false where the series does not reach over both.</summary>
    public bool TryBetween(double from, double to, out T counted)
    {
        counted = algebra.Zero;
        if (_times.Count < 2 || from < _times[0] || to > _times[^1])
        {
            return false;
        }

        counted = algebra.Subtract(At(to), At(from));
        return true;
    }

    /// <summary>The first point of a process that began lately counts from its beginning: a counter's first value is not lost.</summary>
    private void Begin(MetricPoint point, double time, T value)
    {
        var begun = point.StartUnixNano / NanosecondsPerSecond;
        if (point.StartUnixNano > 0 && begun < time)
        {
            _times.Add(begun);
            _totals.Add(algebra.Zero);
        }

        _times.Add(time);
        _totals.Add(_totals.Count == 0 ? algebra.Zero : value);
    }

    private T At(double time)
    {
        var index = _times.BinarySearch(time);
        if (index >= 0)
        {
            return _totals[index];
        }

        index = ~index;
        var share = (time - _times[index - 1]) / (_times[index] - _times[index - 1]);
        return algebra.Add(_totals[index - 1], algebra.Scale(algebra.Subtract(_totals[index], _totals[index - 1]), share));
    }
}
