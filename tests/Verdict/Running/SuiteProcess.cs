using System.Diagnostics;

namespace Migration.Verdict.Running;

/// <summary>Runs a suite's program to its end, or to its limit.</summary>
internal static class SuiteProcess
{
    private const int KeptLines = 30;

    public static async Task<ProcessEnd> RunAsync(ProcessStartInfo start, TimeSpan limit, string logFile, CancellationToken cancellationToken)
    {
        var begin = TimeProvider.System.GetTimestamp();
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} was not started.");
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput);
        var errors = ReadAsync(process.StandardError);
        using var timer = new CancellationTokenSource(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        int? exitCode = null;
        try
        {
            await process.WaitForExitAsync(either.Token);
            exitCode = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }

        List<string> lines = [.. await output, .. await errors];
        await File.WriteAllLinesAsync(logFile, lines, CancellationToken.None);
        return new ProcessEnd(exitCode, TimeProvider.System.GetElapsedTime(begin), [.. lines.TakeLast(KeptLines)]);
    }

    private static async Task<List<string>> ReadAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
