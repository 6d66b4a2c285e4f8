namespace Migration.Dashboard.Metrics;

/// <summary>One line of a chart: a value for each moment of its grid, null where nothing is known.</summary>
public sealed record ChartLine(string Name, IReadOnlyList<double?> Values)
{
    public double? Latest => Values.LastOrDefault(value => value is not null);

    internal double Peak => Values.Max(value => value is { } known && double.IsFinite(known) ? Math.Abs(known) : 0);
}
