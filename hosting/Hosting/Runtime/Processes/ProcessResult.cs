namespace Migration.Hosting.Runtime.Processes;

/// <summary>A helper program that ran to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its lines of both streams, in the order in which they were read.</param>
internal sealed record ProcessResult(int ExitCode, IReadOnlyList<ProcessOutputLine> Output)
{
    /// <summary>The last lines, for an error message.</summary>
    public IReadOnlyList<string> LastLines(int count) => [.. Output.TakeLast(count).Select(line => line.Text)];

    /// <summary>Standard output alone, as one text.</summary>
    public string StandardOutput => string.Join('\n', Output.Where(line => !line.IsError).Select(line => line.Text));
}
