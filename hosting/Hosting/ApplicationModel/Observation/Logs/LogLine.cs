namespace Aspire.Hosting.ApplicationModel;

/// <summary>One line of a resource's log.</summary>
/// <param name="LineNumber">Counts from 1 for each resource.</param>
/// <param name="Content">The text.</param>
/// <param name="IsErrorMessage">Whether it came from stderr, or was logged as an error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
