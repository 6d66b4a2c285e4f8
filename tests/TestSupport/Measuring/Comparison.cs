namespace Migration.TestSupport.Measuring;

/// <summary>How a value stands to its limit when it passes.</summary>
public enum Comparison
{
    Below,
    AtMost,
    Exactly,
    AtLeast,
    Above,
}
