using System.Globalization;
using System.Text;

namespace Migration.DataSync.Verification;

/// <summary>A report as a person reads it.</summary>
internal static class ReportText
{
    private const int Shown = 50;

    public static string Of(VerificationReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Verdict}: {report.Listings} listings, {report.Documents?.ToString(CultureInfo.InvariantCulture) ?? "no"} documents, "
            + $"{report.Explained} rows explained by quarantine, {report.Findings.Count} findings, {report.Repaired} repaired, {report.Queries} queries, {report.Seconds:F2} s");
        foreach (var finding in report.Findings.Take(Shown))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {finding.Verdict} listing {finding.Id}: {finding.What}");
            foreach (var field in finding.Fields)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    {field.Field}: expected {field.Expected}, found {field.Actual}");
            }
        }

        if (report.Findings.Count > Shown)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  and {report.Findings.Count - Shown} more");
        }

        return text.ToString();
    }
}
