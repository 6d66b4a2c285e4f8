namespace Migration.Hosting.Runtime.Logs;

/// <summary>What is kept of a line of a log.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsError">Whether it came from stderr, or was logged as an error.</param>
/// <param name="At">When it was written.</param>
/// <param name="Source">Who wrote it: the resource's name, or the id of one of its instances.</param>
internal readonly record struct LogEntry(string Text, bool IsError, DateTimeOffset At, string Source)
{
    /// <summary>Counts the lines of a log from 1; given by the log.</summary>
    public int Number { get; init; }
}
