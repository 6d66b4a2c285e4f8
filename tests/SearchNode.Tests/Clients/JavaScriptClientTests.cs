using System.Diagnostics;
using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Clients;

/// <summary>The official client for Node.js cannot tell the node from OpenSearch.</summary>
[TestClass]
[DoNotParallelize]
public sealed class JavaScriptClientTests
{
    private const int InstallLimit = 120;
    private const int DriveLimit = 60;

    /// <summary>Beside the test's program, which lies in artifacts/: what was fetched once stays there.</summary>
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "JavaScriptClient");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [Timeout((InstallLimit + DriveLimit + 20) * 1000, CooperativeCancellation = true)]
    public async Task OfficialClient_DrivesEveryOperation()
    {
        RequireOnPath("node");
        RequireOnPath("npm");
        await InstallAsync();
        using var scratch = new ScratchFolder();
        using var node = await NodeProcess.StartAsync(scratch.Path, TestContext.CancellationToken);

        var (exitCode, output) = await RunAsync(DriveLimit, "node", "drive.mjs", node.Address.ToString());

        exitCode.Should().Be(0, output);
        output.Should().EndWith("89 operations");
    }

    private static void RequireOnPath(string program)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Assert.Inconclusive($"{program} is not on this machine's PATH: the official JavaScript client was not tried; install Node.js 18 or newer with npm");
        }
    }

    /// <summary>Only where the lock file has changed since the last time.</summary>
    private async Task InstallAsync()
    {
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"), TestContext.CancellationToken);
        if (File.Exists(stamp) && string.Equals(await File.ReadAllTextAsync(stamp, TestContext.CancellationToken), wanted, StringComparison.Ordinal))
        {
            return;
        }

        var (exitCode, output) = await RunAsync(
            InstallLimit, "npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error");
        exitCode.Should().Be(0, $"npm has to fetch what package-lock.json names: {output}");
        await File.WriteAllTextAsync(stamp, wanted, TestContext.CancellationToken);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(int seconds, string file, params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, (await errors + await output).TrimEnd());
        }
        catch (OperationCanceledException cancelled)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} was not done within {seconds} s", cancelled);
        }
    }
}
