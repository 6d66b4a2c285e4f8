using Migration.TestSupport.Measuring;

namespace Migration.Verdict.Model;

/// <summary>A criterion with what was found.</summary>
internal sealed record CriterionResult
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public required CheckState State { get; init; }

    /// <summary>What was measured or counted, with its unit; a dash where nothing was.</summary>
    public required string Actual { get; init; }

    /// <summary>What was asked for.</summary>
    public required string Limit { get; init; }

    /// <summary>Null where nothing is sampled.</summary>
    public long? Samples { get; init; }

    /// <summary>The number behind <see cref="Actual"/>, for the comparison with another report.</summary>
    public double? Value { get; init; }

    public string Reason { get; init; } = string.Empty;

    /// <summary>The checks that it rests on, as <c>Smoke 1</c>.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];
}
