namespace Migration.TrafficRouter.Suite;

/// <summary>How far a share may lie from its probability by chance.</summary>
internal static class Binomial
{
    /// <summary>Standard deviations: a fair router leaves them once in some hundred thousand runs.</summary>
    private const double Width = 4.5;

    public static (double Least, double Most) Bounds(int draws, double probability)
    {
        var mean = draws * probability;
        var deviation = Width * Math.Sqrt(draws * probability * (1 - probability));
        return (mean - deviation, mean + deviation);
    }
}
