namespace Migration.Dashboard.Migrating.Verdicts;

/// <summary>What a run of the verdict has found.</summary>
internal sealed record VerdictReport
{
    public required string Run { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public double Seconds { get; init; }

    public string Source { get; init; } = "";

    public string Target { get; init; } = "";

    /// <value>Go, GoWithFindings, NoGo or Inconclusive.</value>
    public required string Outcome { get; init; }

    public IReadOnlyList<VerdictCriterion> Criteria { get; init; } = [];

    public string Word => Outcome switch
    {
        "Go" => "GO",
        "GoWithFindings" => "GO WITH FINDINGS",
        "NoGo" => "NO-GO",
        "Inconclusive" => "INCONCLUSIVE",
        _ => Outcome,
    };
}
