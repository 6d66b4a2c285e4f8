using Migration.TestSupport.Measuring;

namespace Migration.Verdict.Model;

/// <summary>One of the five suites, as it went.</summary>
internal sealed record SuiteResult
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Why none or not all of it ran; empty if all did.</summary>
    public string Reason { get; init; } = string.Empty;

    public double Seconds { get; init; }

    public required IReadOnlyList<CheckResult> Checks { get; init; }

    public CheckState State => Checks.Select(check => check.State).Worst();

    public int Count(CheckState state) => Checks.Count(check => check.State == state);
}
