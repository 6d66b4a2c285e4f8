namespace Migration.Verdict.Model;

/// <summary>The answer.</summary>
internal enum Outcome
{
    Go,
    GoWithFindings,
    NoGo,
    Inconclusive,
}
