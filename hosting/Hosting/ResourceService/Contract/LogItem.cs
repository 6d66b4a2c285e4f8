namespace Migration.Hosting.ResourceService.Contract;


/// <summary>A line that a resource wrote. Numbers count the lines of a resource: a gap is as many lines lost.</summary>
internal sealed record LogItem(string Resource, int Number, DateTimeOffset At, string Text, bool IsError)
{
    /// <summary>Which of several instances wrote it.</summary>
    public string? Instance { get; init; }
}
