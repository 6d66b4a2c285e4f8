using Migration.TestSupport.Measuring;

namespace Migration.Verdict.Model;

internal static class OutcomeExtensions
{
    /// <summary>There is no verdict, for the reason that was said.</summary>
    public const int NoVerdict = 3;

    public static int ToExitCode(this Outcome outcome) => outcome switch
    {
        Outcome.Go or Outcome.GoWithFindings => 0,
        Outcome.NoGo => 1,
        _ => 2,
    };

    public static string ToWord(this Outcome outcome) => outcome switch
    {
        Outcome.Go => "GO",
        Outcome.GoWithFindings => "GO WITH FINDINGS",
        Outcome.NoGo => "NO-GO",
        _ => "INCONCLUSIVE",
    };

    public static string ToWord(this Severity severity) => severity switch
    {
        Severity.Blocking => "blocking",
        Severity.NonBlocking => "non-blocking",
        _ => "informational",
    };

    /// <summary>
    /// A blocking criterion that fails is NO-GO; one that is not proved either way leaves it open. What does not pass among the
    /// non-blocking is a finding.
    /// </summary>
    public static Outcome ToOutcome(this IReadOnlyCollection<CriterionResult> criteria)
    {
        var blocking = criteria.Where(criterion => criterion.Severity == Severity.Blocking).Select(criterion => criterion.State).ToList();
        return blocking.Contains(CheckState.Fail) ? Outcome.NoGo
            : blocking.Count == 0 || blocking.Exists(state => state != CheckState.Pass) ? Outcome.Inconclusive
            : criteria.Any(criterion => criterion.Severity == Severity.NonBlocking && criterion.State != CheckState.Pass) ? Outcome.GoWithFindings
            : Outcome.Go;
    }
}
