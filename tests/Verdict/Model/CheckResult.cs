using Migration.TestSupport.Measuring;

namespace Migration.Verdict.Model;

/// <summary>One of the checks of a suite, as it went.</summary>
internal sealed record CheckResult
{
    public required int Number { get; init; }

    /// <summary>For readers.</summary>
    public required string Title { get; init; }

    /// <summary>The test method; null where the suite has none for it.</summary>
    public string? Test { get; init; }

    public required CheckState State { get; init; }

    /// <summary>Why it did not pass; empty if it did.</summary>
    public string Reason { get; init; } = string.Empty;

    public double Seconds { get; init; }

    /// <summary>The end of what the test wrote.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    public IReadOnlyList<Measurement> Measurements { get; init; } = [];
}
