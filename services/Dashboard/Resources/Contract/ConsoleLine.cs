namespace Migration.Dashboard.Resources;


/// <summary>A line that a resource wrote. Numbers count the lines of a resource: a gap is as many lines lost.</summary>
public sealed record ConsoleLine(string Resource, int Number, DateTimeOffset At, string Text, bool IsError, string? Instance = null)
{
    public string Source => Instance ?? Resource;
}
