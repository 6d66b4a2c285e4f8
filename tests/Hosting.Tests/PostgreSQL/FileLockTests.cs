using Microsoft.Extensions.Time.Testing;
using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class FileLockTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task TryAcquireAsync_HeldByAnother_WaitsUntilItIsFree()
    {
        await using var lab = new PostgresLab();
        var first = await FileLock.TryAcquireAsync(lab.In("lock"), TimeSpan.Zero, TimeProvider.System, Cancelled);

        var second = FileLock.TryAcquireAsync(lab.In("lock"), TimeSpan.FromMinutes(1), TimeProvider.System, Cancelled);
        second.IsCompleted.Should().BeFalse();
        first!.Dispose();

        (await second).Should().NotBeNull();
        (await second)!.Dispose();
    }

    [TestMethod]
    public async Task TryAcquireAsync_PatienceIsOver_GivesNull()
    {
        await using var lab = new PostgresLab();
        using var first = await FileLock.TryAcquireAsync(lab.In("lock"), TimeSpan.Zero, TimeProvider.System, Cancelled);
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

        var second = await FileLock.TryAcquireAsync(lab.In("lock"), TimeSpan.FromSeconds(1), clock, Cancelled);

        second.Should().BeNull();
    }

    [TestMethod]
    public async Task TryAcquireAsync_FolderIsMissing_IsAnErrorAtOnce()
    {
        await using var lab = new PostgresLab();

        var acquire = () => FileLock.TryAcquireAsync(lab.In("missing/lock"), TimeSpan.FromMinutes(1), TimeProvider.System, Cancelled);

        await acquire.Should().ThrowAsync<DirectoryNotFoundException>();
    }
}
