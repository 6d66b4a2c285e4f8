using Spectre.Console;
using Spectre.Console.Rendering;

namespace Migration.Hosting.RunConsole;

/// <summary>A table that changes in place; messages scroll away above it.</summary>
internal sealed class LiveRunView(IAnsiConsole console, TimeProvider timeProvider) : IRunView
{
    private string? _footer;
    private LiveDisplayContext? _display;

    public Task RunAsync(Func<Task> body) =>
        console.Live(Text.Empty).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async display =>
        {
            _display = display;
            await body();
        });

    public void Update(RunBoard board, RunChange? change)
    {
        if (!board.IsUp)
        {
            _footer = null;
        }

        _display?.UpdateTarget(Draw(board));
    }

    public void Write(RunMessage message)
    {
        var text = $"{RunText.Clock(timeProvider.GetUtcNow(), timeProvider)} {message.Text.TrimEnd()}";
        console.Write(new FullWidth(new Text(text, Style.Parse(RunText.ColorOf(message.Level)))));
        foreach (var detail in message.Details)
        {
            console.Write(new FullWidth(new Text(detail, Style.Parse("grey"))));
        }
    }

    public void ShowUp(RunBoard board, TimeSpan elapsed, bool isFirst)
    {
        _footer = $"All healthy {(isFirst ? "in" : "again after")} {RunText.Seconds(elapsed)}. Ctrl-C stops.\n{RunText.WhatToOpen(board)}".TrimEnd();
        _display?.UpdateTarget(Draw(board));
    }

    public void ShowStopped(RunBoard board, TimeSpan elapsed)
    {
        _footer = $"Stopped in {RunText.Seconds(elapsed)}.";
        _display?.UpdateTarget(Draw(board));
    }

    public void ShowPending(RunBoard board, TimeSpan elapsed) => _display?.UpdateTarget(Draw(board));

    /// <summary>The live table hides the cursor.</summary>
    public void Abandon() => console.Cursor.Show(show: true);

    private FullWidth Draw(RunBoard board)
    {
        List<IRenderable> parts = [Text.Empty, DrawTable(board)];
        var problems = board.Rows.Where(row => RunText.IsTrouble(row, timeProvider.GetUtcNow()))
            .Select(row => (Row: row, Why: RunText.WhyNotUp(board, row))).Where(problem => problem.Why is not null);
        foreach (var (row, why) in problems)
        {
            parts.Add(new Markup($"[{RunText.ColorOf(row.Phase)}]{RunText.Escape(row.Name)}: {RunText.Escape(why)}[/]"));
        }

        if (_footer is not null)
        {
            parts.Add(Text.Empty);
            parts.Add(new Markup($"[green]{RunText.Escape(_footer)}[/]"));
        }

        return new FullWidth(new Rows(parts));
    }

    private Table DrawTable(RunBoard board)
    {
        var rows = board.Shown.ToList();
        var columns = RunColumn.All(timeProvider);
        while (columns.Count > 2 && RunColumn.WidthOf(columns, rows) > console.Profile.Width)
        {
            columns = RunColumn.WithoutLeastImportant(columns);
        }

        var table = new Table().NoBorder();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn($"[grey]{column.Title}[/]")
                .NoWrap().PadLeft(0).PadRight(column == columns[^1] ? 0 : RunColumn.Gap));
        }

        foreach (var row in rows)
        {
            table.AddRow(columns.Select(column => new Markup($"[{column.ColorOf(row)}]{RunText.Escape(column.TextOf(row))}[/]")));
        }

        return table;
    }
}
