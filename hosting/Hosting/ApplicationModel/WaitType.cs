namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a wait is for.</summary>
public enum WaitType
{
    /// <summary>The dependency runs and its health checks pass.</summary>
    WaitUntilHealthy = 0,

    /// <summary>The dependency has ended.</summary>
    WaitForCompletion = 1,

    /// <summary>The dependency runs.</summary>
    WaitUntilStarted = 2,
}
