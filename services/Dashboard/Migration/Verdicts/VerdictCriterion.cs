namespace Migration.Dashboard.Migrating.Verdicts;

/// <summary>One criterion, with what was asked for and what was found.</summary>
internal sealed record VerdictCriterion
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    /// <value>Blocking, NonBlocking or Informational.</value>
    public string Severity { get; init; } = "";

    /// <value>Pass, Fail, Inconclusive or NotRun.</value>
    public required string State { get; init; }

    public string Actual { get; init; } = "";

    public string Limit { get; init; } = "";

    public long? Samples { get; init; }

    public string Reason { get; init; } = "";

    public IReadOnlyList<string> Checks { get; init; } = [];
}
