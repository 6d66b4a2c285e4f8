using System.Globalization;
using System.Text;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Reports;

/// <summary>The report for a pull request: the answer first, then the criteria, then each check, folded away.</summary>
internal static class MarkdownReport
{
    public static string Write(VerdictReport report)
    {
        var text = new StringBuilder();
        Line(text, $"## {report.Outcome.ToWord()}");
        Line(text, $"");
        Line(text, $"{ReportText.Counts(report)} Run {report.Run}, {report.StartedAt:yyyy-MM-dd HH:mm} UTC, {report.Seconds:0} s, source {report.Source}, {report.Target}.");
        Line(text, $"Machine: {Cell(report.Machine.Processor)}, {report.Machine.Cores} cores, {report.Machine.MemoryMegabytes:N0} MB, {Cell(report.Machine.System)}, {report.Machine.Runtime}.");
        foreach (var group in report.Criteria.GroupBy(criterion => criterion.Severity).OrderBy(group => group.Key))
        {
            AppendCriteria(text, group.Key, group);
        }

        AppendZeroTraffic(text, report.ZeroTraffic);
        AppendComparison(text, report.Comparison);
        foreach (var suite in report.Suites)
        {
            AppendSuite(text, suite);
        }

        return text.ToString();
    }

    private static void AppendCriteria(StringBuilder text, Severity severity, IEnumerable<CriterionResult> criteria)
    {
        Line(text, $"");
        Line(text, $"### {Capital(severity.ToWord())} criteria");
        Line(text, $"");
        Line(text, $"| Criterion | State | Actual | Limit | Samples | Evidence |");
        Line(text, $"|---|---|---|---|---|---|");
        foreach (var criterion in criteria)
        {
            Line(text, $"| {Cell(criterion.Title)} | {criterion.State.ToWord()} | {Cell(criterion.Actual)} | {Cell(criterion.Limit)} | {criterion.Samples:N0} | {Cell(ReportText.Short(criterion.Reason))} |");
        }
    }

    private static void AppendZeroTraffic(StringBuilder text, IReadOnlyList<ZeroTrafficRow> rows)
    {
        Line(text, $"");
        Line(text, $"### Expected at 0 % traffic");
        Line(text, $"");
        Line(text, $"| What | Expected | Actual | State |");
        Line(text, $"|---|---|---|---|");
        foreach (var row in rows)
        {
            Line(text, $"| {Cell(row.What)} | {Cell(row.Expected)} | {Cell(row.Actual)} | {row.State} |");
        }
    }

    private static void AppendComparison(StringBuilder text, ReportComparison? comparison)
    {
        if (comparison is null)
        {
            return;
        }

        Line(text, $"");
        Line(text, $"### Since run {comparison.PreviousRun} ({comparison.PreviousSource}): it was {comparison.PreviousOutcome.ToWord()}");
        Line(text, $"");
        if (comparison.Changes.Count == 0)
        {
            Line(text, $"No criterion has changed.");
            return;
        }

        Line(text, $"| Criterion | Before | Now | Change |");
        Line(text, $"|---|---|---|---|");
        foreach (var change in comparison.Changes)
        {
            Line(text, $"| {Cell(change.Title)} | {Cell(change.Before)} | {Cell(change.Now)} | {Cell(change.Change)} |");
        }
    }

    private static void AppendSuite(StringBuilder text, SuiteResult suite)
    {
        Line(text, $"");
        Line(text, $"<details><summary>{suite.Name}: {suite.State.ToWord()}, {suite.Count(CheckState.Pass)} of {suite.Checks.Count} checks pass, {suite.Seconds:0.0} s</summary>");
        Line(text, $"");
        Line(text, $"| # | Check | State | Time | Reason |");
        Line(text, $"|---|---|---|---|---|");
        foreach (var check in suite.Checks)
        {
            Line(text, $"| {check.Number} | {Cell(check.Title)} | {check.State.ToWord()} | {check.Seconds:0.00} s | {Cell(ReportText.Short(check.Reason))} |");
        }

        Line(text, $"");
        Line(text, $"</details>");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>What tests wrote must not end the cell, nor the table, nor become markup.</summary>
    public static string Cell(string text) => text.ReplaceLineEndings(" ")
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
