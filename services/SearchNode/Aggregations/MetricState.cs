namespace Migration.SearchNode.Aggregations;

/// <summary>Count, sum, smallest and largest; the sum by Kahan, so that many small numbers do not get lost.</summary>
internal sealed class MetricState
{
    private double _compensation;

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public double Average => Sum / Count;

    public void Add(double value)
    {
        Count++;
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
        AddToSum(value);
    }

    public MetricState With(MetricState other)
    {
        var joined = new MetricState { Count = Count + other.Count, Min = Math.Min(Min, other.Min), Max = Math.Max(Max, other.Max), Sum = Sum };
        joined.AddToSum(other.Sum);
        return joined;
    }

    public double Value(string property) => property switch
    {
        "count" or "value_count" => Count,
        "min" => Min,
        "max" => Max,
        "avg" => Average,
        "sum" => Sum,
        _ => double.NaN,
    };

    private void AddToSum(double value)
    {
        var corrected = value - _compensation;
        var sum = Sum + corrected;
        _compensation = sum - Sum - corrected;
        Sum = sum;
    }
}
