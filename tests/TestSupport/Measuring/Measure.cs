using System.Globalization;

namespace Migration.TestSupport.Measuring;

/// <summary>
/// Something that is measured against a limit. The check that measures and the verdict that is given judge by the same object, so
/// that a limit stands in one place.
/// </summary>
/// <param name="Id">Stable, such as <c>latency.p99</c>: what evidence files name.</param>
/// <param name="Title">For readers of the report.</param>
/// <param name="Unit">Such as ms or %; empty for a count.</param>
/// <param name="Comparison">How a value must stand to the limit.</param>
/// <param name="Limit">In that unit.</param>
public sealed record Measure(string Id, string Title, string Unit, Comparison Comparison, double Limit)
{
    /// <value>Fewer samples prove nothing. Default 1.</value>
    public long MinimumSamples { get; init; } = 1;

    /// <summary>Such as <c>&lt; 200 ms</c>.</summary>
    public string LimitText => $"{Sign} {Format(Limit)}";

    private string Sign => Comparison switch
    {
        Comparison.Below => "<",
        Comparison.AtMost => "≤",
        Comparison.Exactly => "=",
        Comparison.AtLeast => "≥",
        _ => ">",
    };

    public Judgement Judge(double value, long samples)
    {
        if (!double.IsFinite(value))
        {
            return new Judgement(CheckState.Inconclusive, $"{Title}: the value is no number.");
        }

        if (samples < MinimumSamples)
        {
            return new Judgement(CheckState.Inconclusive, string.Create(
                CultureInfo.InvariantCulture, $"{Title}: {Format(value)} from {samples:N0} samples; it takes {MinimumSamples:N0} to say anything."));
        }

        var passes = Comparison switch
        {
            Comparison.Below => value < Limit,
            Comparison.AtMost => value <= Limit,
            Comparison.Exactly => value.Equals(Limit),
            Comparison.AtLeast => value >= Limit,
            _ => value > Limit,
        };
        return new Judgement(passes ? CheckState.Pass : CheckState.Fail, string.Create(
            CultureInfo.InvariantCulture, $"{Title}: {Format(value)} from {samples:N0} samples; it must be {LimitText}."));
    }

    public string Format(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.####}{(Unit.Length == 0 ? string.Empty : " ")}{Unit}");
}
