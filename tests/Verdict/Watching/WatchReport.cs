using System.Globalization;
using System.Text;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;
using Migration.Verdict.Reports;

namespace Migration.Verdict.Watching;

/// <summary>The report at the end of a watch: the answer, the criteria, every window. The journal beside it is the same for machines.</summary>
internal static class WatchReport
{
    /// <returns>Its path.</returns>
    /// <exception cref="NoVerdictException">It could not be written.</exception>
    public static string Write(WatchJournal journal, IReadOnlyList<CriterionResult> criteria, Outcome outcome)
    {
        var path = journal.ReportPath;
        try
        {
            File.WriteAllText(path, Text(journal, criteria, outcome));
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NoVerdictException($"The report could not be written to {path}: {exception.Message} The journal beside it has every window.", exception);
        }
    }

    private static string Text(WatchJournal journal, IReadOnlyList<CriterionResult> criteria, Outcome outcome)
    {
        var text = new StringBuilder();
        Line(text, $"## {outcome.ToWord()}");
        Line(text, $"");
        Line(text, $"Watched {journal.Header.Target} from {journal.Header.StartedAt:yyyy-MM-dd HH:mm:ss} UTC for {journal.Header.Duration}, in {journal.Windows.Count} windows.");
        Line(text, $"");
        Line(text, $"| Criterion | Severity | State | Worst window | Limit | Evidence |");
        Line(text, $"|---|---|---|---|---|---|");
        foreach (var criterion in criteria)
        {
            Line(text, $"| {criterion.Title} | {criterion.Severity.ToWord()} | {criterion.State.ToWord()} | {criterion.Actual} | {criterion.Limit} | {MarkdownReport.Cell(ReportText.Short(criterion.Reason))} |");
        }

        Line(text, $"");
        Line(text, $"| Window | Seconds | Requests | Errors | p99, ms | Breaker openings | Inconsistencies | Slot lag, B | First error |");
        Line(text, $"|---|---|---|---|---|---|---|---|---|");
        foreach (var window in journal.Windows)
        {
            Line(text, $"| {window.Start:yyyy-MM-dd HH:mm:ss} | {window.Seconds:0} | {window.Requests} | {window.Errors} | {window.P99:0.0} | {window.BreakerOpenings} | {window.Inconsistencies} | {window.SlotLagBytes} | {MarkdownReport.Cell(ReportText.Short(window.FirstError ?? string.Empty))} |");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
