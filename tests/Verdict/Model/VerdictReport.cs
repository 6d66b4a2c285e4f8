namespace Migration.Verdict.Model;

/// <summary>Everything that a report shows, and what the next one is compared with.</summary>
internal sealed record VerdictReport
{
    public const string CurrentFormat = "migration-verdict/1";

    public required string Format { get; init; }

    public required string Run { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double Seconds { get; init; }

    /// <summary>What was judged: the commit, and whether it was changed since.</summary>
    public required string Source { get; init; }

    public required string Target { get; init; }

    public required MachineInfo Machine { get; init; }

    public required Outcome Outcome { get; init; }

    public required IReadOnlyList<CriterionResult> Criteria { get; init; }

    public required IReadOnlyList<SuiteResult> Suites { get; init; }

    /// <summary>What is expected at 0 % traffic, beside what was found.</summary>
    public required IReadOnlyList<ZeroTrafficRow> ZeroTraffic { get; init; }

    /// <summary>Against the previous report; null where there is none.</summary>
    public ReportComparison? Comparison { get; init; }
}
