using Spectre.Console;

namespace Migration.Hosting.RunConsole;

/// <summary>One line for each thing worth knowing, never rewritten: for CI logs, pipes and dumb terminals.</summary>
internal sealed class PlainRunView(IAnsiConsole console, TimeProvider timeProvider) : IRunView
{
    public Task RunAsync(Func<Task> body) => body();

    public void Update(RunBoard board, RunChange? change)
    {
        if (change is null)
        {
            return;
        }

        var (before, after) = (change.Before, change.After);
        var text = after.Phase switch
        {
            RunPhase.Healthy when before.Phase == RunPhase.Unhealthy => "healthy again",
            RunPhase.Healthy => Healthy(after),
            RunPhase.Unhealthy => after.Reason is null ? "unhealthy" : $"unhealthy: {after.Reason}",
            RunPhase.Done => "finished",
            RunPhase.Stopped when before.Phase is not (RunPhase.Pending or RunPhase.Waiting) => after.State.ToLowerInvariant(),
            RunPhase.Starting when before.Phase is RunPhase.Stopped or RunPhase.Failed or RunPhase.Done => "starting again",
            _ => null,
        };
        if (text is not null && (!after.IsPart || before.Phase == RunPhase.Unhealthy || after.Phase == RunPhase.Unhealthy))
        {
            Line(ColorOf(after), $"{after.Name} {text}");
        }
    }

    public void Write(RunMessage message)
    {
        Line(RunText.ColorOf(message.Level), message.Text);
        foreach (var detail in message.Details)
        {
            WriteLine(detail, Style.Plain);
        }
    }

    public void ShowUp(RunBoard board, TimeSpan elapsed, bool isFirst)
    {
        Line("green", $"All healthy {(isFirst ? "in" : "again after")} {RunText.Seconds(elapsed)}.");
        if (!isFirst)
        {
            return;
        }

        var width = board.Shown.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        foreach (var row in board.Shown.Where(row => row.Addresses.Count > 0))
        {
            var addresses = row.Addresses.Select(address => address.Title.Length == 0 ? address.Text : $"{address.Text} ({address.Title})");
            WriteLine($"  {row.Name.PadRight(width)}  {string.Join("  ", addresses)}".TrimEnd(), Style.Plain);
        }

        if (RunText.WhatToOpen(board) is { } hint)
        {
            WriteLine(hint, Style.Plain);
        }
    }

    public void ShowPending(RunBoard board, TimeSpan elapsed)
    {
        var pending = board.Unsettled.Select(row => $"{row.Name} ({RunText.WhyNotUp(board, row) ?? row.State})");
        Line("grey", $"Not up after {RunText.Seconds(elapsed)}: {string.Join("; ", pending)}");
    }

    public void ShowStopped(RunBoard board, TimeSpan elapsed) => Line("grey", $"Stopped in {RunText.Seconds(elapsed)}.");

    public void Abandon()
    {
        // Lines leave nothing to restore.
    }

    private static string Healthy(RunRow row) => row.Addresses.Count == 0 ? "healthy" : $"healthy at {row.Addresses[0].Text}";

    private static string ColorOf(RunRow row) => RunText.ColorOf(row.Phase);

    private void Line(string color, string text) =>
        WriteLine($"{RunText.Clock(timeProvider.GetUtcNow(), timeProvider)} {text}", Style.Parse(color));

    /// <summary>Never wrapped: a log line that a tool searches for stays one line, however narrow the terminal claims to be.</summary>
    private void WriteLine(string text, Style style) => console.Write(new UnwrappedLine(text, style));
}
