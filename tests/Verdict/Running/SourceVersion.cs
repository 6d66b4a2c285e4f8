using System.ComponentModel;
using System.Diagnostics;

namespace Migration.Verdict.Running;

/// <summary>What was judged: the commit of the source tree, as git tells.</summary>
internal static class SourceVersion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(Patience);
        try
        {
            var start = new ProcessStartInfo("git", ["describe", "--always", "--dirty", "--abbrev=12"])
            {
                WorkingDirectory = AppContext.BaseDirectory,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var git = Process.Start(start)!;
            var said = (await git.StandardOutput.ReadToEndAsync(timer.Token)).Trim();
            await git.WaitForExitAsync(timer.Token);
            return git.ExitCode == 0 && said.Length > 0 ? said : "unknown";
        }
        catch (Exception exception) when (exception is Win32Exception or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // No git here: the report says that it does not know.
            return "unknown";
        }
    }
}
