namespace Migration.Hosting.Runtime.Processes;

internal static class ProcessRunnerExtensions
{
    /// <summary>Runs a helper program to its end; cancelling ends the program and throws.</summary>
    /// <param name="runner">The runner.</param>
    /// <param name="launch">The program.</param>
    /// <param name="onOutput">Sees every line as it comes, beside the result; null when nobody listens.</param>
    /// <param name="cancellationToken">Gives the program up.</param>
    public static async Task<ProcessResult> RunAsync(
        this IProcessRunner runner, ProcessLaunch launch, Action<ProcessOutputLine>? onOutput, CancellationToken cancellationToken)
    {
        var lines = new List<ProcessOutputLine>();
        await using var process = runner.Start(launch, line =>
        {
            lock (lines)
            {
                lines.Add(line);
            }

            onOutput?.Invoke(line);
        });

        try
        {
            var exitCode = await process.Exited.WaitAsync(cancellationToken);
            lock (lines)
            {
                return new ProcessResult(exitCode, [.. lines]);
            }
        }
        catch (OperationCanceledException)
        {
            await process.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
