namespace Migration.Dashboard.Metrics;

/// <summary>The moments of a chart, equally far apart, as seconds since 1970.</summary>
public sealed record TimeGrid(double Start, double Step, int Count)
{
    private const int Columns = 120;

    private static readonly double[] Steps = [1, 2, 5, 10, 15, 30, 60, 120, 300];

    /// <summary>No finer than points arrive, or each second column would be empty; on round moments, so that columns do not creep.</summary>
    public static TimeGrid Of(DateTimeOffset now, TimeSpan window, double pointsEvery)
    {
        var finest = Math.Max(window.TotalSeconds / Columns, pointsEvery);
        var step = Steps.FirstOrDefault(candidate => candidate >= finest, Steps[^1]);
        var end = Math.Floor(now.ToUnixTimeMilliseconds() / 1000.0 / step) * step;
        var count = Math.Max(2, (int)(window.TotalSeconds / step) + 1);
        return new TimeGrid(end - ((count - 1) * step), step, count);
    }

    public double At(int index) => Start + (index * Step);
}
