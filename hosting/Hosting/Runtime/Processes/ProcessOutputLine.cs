namespace Migration.Hosting.Runtime.Processes;

/// <summary>One line that a process wrote.</summary>
/// <param name="Text">The line without its end.</param>
/// <param name="IsError">Whether it came from stderr.</param>
internal readonly record struct ProcessOutputLine(string Text, bool IsError);
