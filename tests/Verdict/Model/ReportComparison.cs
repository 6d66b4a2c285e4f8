namespace Migration.Verdict.Model;

/// <summary>What has changed since another run.</summary>
internal sealed record ReportComparison(string PreviousRun, string PreviousSource, Outcome PreviousOutcome, IReadOnlyList<CriterionChange> Changes);
