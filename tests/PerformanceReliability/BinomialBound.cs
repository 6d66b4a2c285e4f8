namespace Migration.PerformanceReliability.Suite;

/// <summary>How great the rate behind a count may be (Clopper and Pearson), one-sided.</summary>
internal static class BinomialBound
{
    private const int Halvings = 60;

    /// <summary>The rate above which seeing so few would be rarer than 1 − <paramref name="confidence"/>. 3 in n for none of n, at 95 %.</summary>
    public static double Upper(long errors, long count, double confidence)
    {
        if (errors >= count)
        {
            return 1;
        }

        var (low, high) = ((double)errors / count, 1.0);
        for (var step = 0; step < Halvings; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(errors, count, middle) > 1 - confidence ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The probability of at most that many errors, summed by logarithms.</summary>
    private static double AtMost(long errors, long count, double rate)
    {
        var term = count * Math.Log(1 - rate);
        var sum = Math.Exp(term);
        for (var k = 1L; k <= errors; k++)
        {
            term += Math.Log((double)(count - k + 1) / k) + Math.Log(rate / (1 - rate));
            sum += Math.Exp(term);
        }

        return sum;
    }
}
