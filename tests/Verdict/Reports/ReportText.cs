using System.Globalization;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Reports;

/// <summary>Sentences that more than one report uses.</summary>
internal static class ReportText
{
    private const int ShortLength = 300;

    /// <summary>"40 of 48 checks pass, 1 fails, 7 were not run."</summary>
    public static string Counts(VerdictReport report)
    {
        var checks = report.Suites.SelectMany(suite => suite.Checks).ToList();
        var others = checks.Where(check => check.State != CheckState.Pass).GroupBy(check => check.State).OrderByDescending(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $", {group.Count()} {group.Key.ToWord()}"));
        return string.Create(CultureInfo.InvariantCulture, $"{checks.Count(check => check.State == CheckState.Pass)} of {checks.Count} checks pass{string.Concat(others)}.");
    }

    public static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= ShortLength ? line : line[..ShortLength] + "…";
    }
}
