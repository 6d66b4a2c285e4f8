using System.Globalization;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Watching;

/// <summary>The watch on a terminal: one line that is written over each second, and a line for good each window. In a file: only the latter.</summary>
internal sealed class WatchScreen(TextWriter output, bool isTerminal)
{
    private const string EraseLine = "\r\u001b[K";

    public void Say(string line) => output.WriteLine(isTerminal ? EraseLine + line : line);

    public void Began(WatchJournal journal, DateTimeOffset end) => Say(string.Create(
        CultureInfo.InvariantCulture,
        $"Watching {journal.Header.Target} until {end:yyyy-MM-dd HH:mm:ss} UTC{(journal.Windows.Count == 0 ? string.Empty : $", going on after {journal.Windows.Count} windows")}."));

    public void Live(WindowRecorder window, TimeSpan left)
    {
        if (isTerminal)
        {
            output.Write(string.Create(
                CultureInfo.InvariantCulture, $"{EraseLine}{left:d\\.hh\\:mm\\:ss} left; this window: {window.Requests} requests, {window.Errors} errors, p99 {window.P99:0.0} ms"));
        }
    }

    public void Ended(WatchWindow window) => Say(string.Create(
        CultureInfo.InvariantCulture,
        $"{window.Start:HH:mm:ss} {window.Requests} requests, {window.Errors} errors, p99 {window.P99:0.0} ms, breaker openings {Text(window.BreakerOpenings)}, inconsistencies {Text(window.Inconsistencies)}, slot lag {Text(window.SlotLagBytes)} B"));

    public void Finished(IReadOnlyList<CriterionResult> criteria, Outcome outcome, string report)
    {
        foreach (var criterion in criteria)
        {
            Say($"  {criterion.State.ToWord(),-12} {criterion.Title}: {criterion.Actual} ({criterion.Limit}) {criterion.Reason}");
        }

        Say($"Report: {report}");
        Say(outcome.ToWord());
    }

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}
