using Migration.TestSupport.Marketplace;

namespace Migration.Connectivity.Suite;

/// <summary>What was seen of a breaker's story.</summary>
internal sealed class BreakerRecord
{
    public string? Before { get; set; }

    /// <summary>The answers until it opened.</summary>
    public List<MarketplaceAnswer> UntilOpen { get; } = [];

    public string? Opened { get; set; }

    /// <summary>Calls that reached the road.</summary>
    public long AttemptsUntilOpen { get; set; }

    public MarketplaceAnswer? WhileOpen { get; set; }

    public long AttemptsWhileOpen { get; set; }

    /// <summary>The first answer of the microservice after the outage.</summary>
    public MarketplaceAnswer? Probe { get; set; }

    /// <summary>From the request that failed last to that answer.</summary>
    public TimeSpan OpenFor { get; set; }

    public string? AfterOneSuccess { get; set; }

    public MarketplaceAnswer? SecondProbe { get; set; }

    public string? AfterTwoSuccesses { get; set; }
}
