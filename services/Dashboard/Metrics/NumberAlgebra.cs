namespace Migration.Dashboard.Metrics;

internal sealed class NumberAlgebra : ICountAlgebra<double>
{
    public static readonly NumberAlgebra Instance = new();

    public double Zero => 0;

    public double Add(double left, double right) => left + right;

    public double Subtract(double left, double right) => left - right;

    public double Scale(double value, double factor) => value * factor;

    public bool IsLess(double value, double before) => value < before;
}
