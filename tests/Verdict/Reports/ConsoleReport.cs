using System.Globalization;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Reports;

/// <summary>The report for a terminal: the criteria, what does not pass with its reason, and the answer last, where eyes are.</summary>
internal static class ConsoleReport
{
    public static void WriteSuite(TextWriter output, SuiteResult suite)
    {
        Line(output, $"  {suite.State.ToWord(),-12} {suite.Name}: {suite.Count(CheckState.Pass)} of {suite.Checks.Count} checks pass in {suite.Seconds:0.0} s");
        foreach (var check in suite.Checks.Where(check => check.State != CheckState.Pass && check.Reason != suite.Reason))
        {
            Line(output, $"  {check.State.ToWord(),-12} {check.Number}. {check.Title}: {ReportText.Short(check.Reason)}");
        }

        if (suite.Reason.Length > 0)
        {
            Line(output, $"  {suite.Reason}");
        }
    }

    public static void Write(TextWriter output, VerdictReport report, string path)
    {
        foreach (var group in report.Criteria.GroupBy(criterion => criterion.Severity).OrderBy(group => group.Key))
        {
            Line(output, $"");
            Line(output, $"Criteria, {group.Key.ToWord()}:");
            foreach (var criterion in group)
            {
                var samples = criterion.Samples is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count:N0} samples") : string.Empty;
                Line(output, $"  {criterion.State.ToWord(),-12} {criterion.Title}: {criterion.Actual} ({criterion.Limit}{samples})");
                if (criterion.State != CheckState.Pass && criterion.Reason.Length > 0)
                {
                    Line(output, $"               {ReportText.Short(criterion.Reason)}");
                }
            }
        }

        Line(output, $"");
        Line(output, $"{ReportText.Counts(report)} {report.Seconds:0} s. Report: {path}");
        Line(output, $"{report.Outcome.ToWord()}");
    }

    private static void Line(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
