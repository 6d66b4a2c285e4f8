using Aspire.Hosting;
using Migration.Hosting.Runtime.SingleInstance;

namespace Migration.Hosting.Tests.Runtime.SingleInstance;

[TestClass]
public sealed class InstanceLockTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lock-").FullName;

    private string LockPath => Path.Combine(_directory, "host.lock");

    [TestCleanup]
    public void CleanUp() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public void Take_HeldByAnother_IsRefusedWithItsProcessId()
    {
        using var first = InstanceLock.Take(LockPath, "/src/AppHost");

        var second = () => InstanceLock.Take(LockPath, "/src/AppHost");

        second.Should().Throw<DistributedApplicationException>().WithMessage($"*'/src/AppHost' already runs as process {Environment.ProcessId}*");
    }

    [TestMethod]
    public void Take_AfterRelease_IsGranted()
    {
        InstanceLock.Take(LockPath, "/src/AppHost").Dispose();

        InstanceLock.Take(LockPath, "/src/AppHost").Dispose();
    }

    [TestMethod]
    public void Take_FilesLeftByAKilledHost_LockNobodyOut()
    {
        File.WriteAllText(LockPath, string.Empty);
        File.WriteAllText(Path.ChangeExtension(LockPath, ".pid"), "4711");

        InstanceLock.Take(LockPath, "/src/AppHost").Dispose();
    }
}
