namespace Migration.TestSupport.Measuring;

/// <summary>What a measured value means, and why.</summary>
public sealed record Judgement(CheckState State, string Reason);
