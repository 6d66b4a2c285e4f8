namespace Migration.TrafficRouter.Resilience;

/// <summary>What an attempt says about the microservice's health.</summary>
public enum Verdict
{
    /// <summary>It answered, whatever the answer was.</summary>
    Success,
    Failure,

    /// <summary>Nothing: the caller left, or the attempt never had its time. A probe's lease is given back.</summary>
    Ignored,
}
