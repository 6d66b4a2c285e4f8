using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class PostmasterPidFileTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    [DataRow("4711\n/data\n1763850000\n5432\n\n127.0.0.1\n  5508274        12\nready   \n", 4711, 5508274L, 12, true)]
    [DataRow("-4711\n/data\n1763850000\n0\n\n\n  5508274        12\n", 4711, 5508274L, 12, false)]
    public async Task Read_FileOfAServerOrASingleUserSession_GivesProcessAndSegment(string content, int processId, long key, int id, bool isReady)
    {
        await using var lab = new PostgresLab();
        await File.WriteAllTextAsync(lab.In("postmaster.pid"), content, Cancelled);

        PostmasterPidFile.Read(lab.Root).Should().Be(new PostmasterPidFile(processId, new SharedMemoryName(key, id), isReady));
    }

    [TestMethod]
    public async Task Read_FileCutShort_GivesWhatThereIs()
    {
        await using var lab = new PostgresLab();
        await File.WriteAllTextAsync(lab.In("postmaster.pid"), "4711\n/data\n", Cancelled);

        PostmasterPidFile.Read(lab.Root).Should().Be(new PostmasterPidFile(4711, null));
    }

    [TestMethod]
    public async Task Read_NoFileOrNoNumber_GivesNull()
    {
        await using var lab = new PostgresLab();
        PostmasterPidFile.Read(lab.Root).Should().BeNull();

        await File.WriteAllTextAsync(lab.In("postmaster.pid"), "", Cancelled);

        PostmasterPidFile.Read(lab.Root).Should().BeNull();
    }
}
