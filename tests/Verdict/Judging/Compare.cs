using System.Globalization;
using Migration.Verdict.Model;

namespace Migration.Verdict.Judging;

/// <summary>What has changed between two reports: states always, values where they moved by a tenth or more.</summary>
internal static class Compare
{
    private const double Tenth = 0.1;

    public static ReportComparison With(VerdictReport previous, IReadOnlyList<CriterionResult> now)
    {
        var before = previous.Criteria.ToDictionary(criterion => criterion.Id, StringComparer.Ordinal);
        var changes = now.Select(criterion => before.TryGetValue(criterion.Id, out var was) ? Change(was, criterion) : null).OfType<CriterionChange>();
        return new ReportComparison(previous.Run, previous.Source, previous.Outcome, [.. changes]);
    }

    private static CriterionChange? Change(CriterionResult was, CriterionResult now)
    {
        if (was.State != now.State)
        {
            return new CriterionChange(now.Title, $"{Word(was)} {was.Actual}", $"{Word(now)} {now.Actual}", now.State < was.State ? "better" : "worse");
        }

        return was.Value is { } before && now.Value is { } after && Math.Abs(after - before) > Math.Abs(before) * Tenth
            ? new CriterionChange(now.Title, was.Actual, now.Actual, before == 0 ? "was 0" : string.Create(CultureInfo.InvariantCulture, $"{(after / before) - 1:+0 %;-0 %}"))
            : null;
    }

    private static string Word(CriterionResult criterion) => TestSupport.Measuring.CheckStateWords.ToWord(criterion.State);
}
