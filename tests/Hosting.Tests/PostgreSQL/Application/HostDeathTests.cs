using System.Diagnostics;
using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class HostDeathTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task Sigkill_HostWithAHealthyServer_LeavesNoProcessFolderOrSegment()
    {
        using var host = PostgresHost.Start();
        var folder = await host.ReadAsync("folder", Cancelled);
        await host.ReadAsync("healthy", Cancelled);
        var segment = PostmasterPidFile.Read(folder)!.SharedMemory!.Value;

        host.Kill();

        await UntilGoneAsync(folder);
        SharedMemory.AttachedProcesses(segment).Should().BeNull("the server removed its segment");
    }

    // From the first file to the server itself: copying, setting the password, starting.
    [TestMethod]
    [DataRow("migration.lock")]
    [DataRow("PG_VERSION")]
    [DataRow("postmaster.pid")]
    public async Task Sigkill_HostThatIsStartingItsServer_LeavesNoProcessOrFolder(string file)
    {
        using var host = PostgresHost.Start();
        var folder = await host.ReadAsync("folder", Cancelled);
        await UntilAsync(() => File.Exists(Path.Combine(folder, file)), TimeSpan.FromMinutes(1));

        host.Kill();

        await UntilGoneAsync(folder);
    }

    private async Task UntilGoneAsync(string folder)
    {
        await UntilAsync(() => !Directory.Exists(Path.GetDirectoryName(folder)) && FolderProcesses.FindIn(folder).Count == 0, s_limit);
        Directory.Exists(Path.GetDirectoryName(folder)).Should().BeFalse();
        FolderProcesses.FindIn(folder).Should().BeEmpty();
    }

    private async Task UntilAsync(Func<bool> condition, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (!condition() && watch.Elapsed < limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancelled);
        }
    }
}
