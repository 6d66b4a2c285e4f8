namespace Migration.Otlp.Records;

/// <summary>A gauge's or sum's value. Whole numbers above 2^53 lose their last digits.</summary>
public sealed record NumberPoint(double Value) : MetricPoint;
