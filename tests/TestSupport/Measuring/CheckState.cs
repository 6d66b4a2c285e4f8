namespace Migration.TestSupport.Measuring;

/// <summary>How a check, a measurement or a criterion ended. Only <see cref="Pass"/> passes.</summary>
public enum CheckState
{
    Pass,

    /// <summary>Its precondition is absent, and the reason says which.</summary>
    NotRun,

    /// <summary>Too few samples, or the evidence is missing.</summary>
    Inconclusive,

    Fail,
}
