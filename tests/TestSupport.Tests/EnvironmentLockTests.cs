using Migration.TestSupport.Environments;

namespace Migration.TestSupport.Tests;

[TestClass]
public sealed class EnvironmentLockTests(TestContext testContext) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"migration-lock-test-{Guid.NewGuid():N}");

    [TestMethod]
    public async Task Acquire_WhileAnotherHoldsIt_SaysSoAndWaitsForItsEnd()
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await EnvironmentLock.AcquireAsync(_path, Patience, cancellationToken: testContext.CancellationToken);
        var waiting = EnvironmentLock.AcquireAsync(_path, Patience, said.SetResult, cancellationToken: testContext.CancellationToken);

        (await said.Task).Should().Contain(_path).And.Contain($"process {Environment.ProcessId} (Migration.TestSupport.Tests)");
        waiting.IsCompleted.Should().BeFalse();
        first.Dispose();

        using var second = await waiting;
        second.Should().NotBeNull();
    }

    [TestMethod]
    public async Task Acquire_WhileTestsShareTheMachine_WaitsAndLetsNoOthersIn()
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var others = Share(_path);
        var waiting = EnvironmentLock.AcquireAsync(_path, Patience, said.SetResult, cancellationToken: testContext.CancellationToken);
        await said.Task;

        var another = () => Share(_path + ".next").Dispose();

        another.Should().Throw<IOException>("who comes later must not keep it waiting");
        waiting.IsCompleted.Should().BeFalse();
        await others.DisposeAsync();
        using var acquired = await waiting;
        another.Should().NotThrow("nobody waits any more");
    }

    [TestMethod]
    public async Task Acquire_NeverFreed_NamesTheHolder()
    {
        using var first = await EnvironmentLock.AcquireAsync(_path, Patience, cancellationToken: testContext.CancellationToken);

        var act = () => EnvironmentLock.AcquireAsync(_path, TimeSpan.Zero, cancellationToken: testContext.CancellationToken);

        (await act.Should().ThrowExactlyAsync<TimeoutException>()).Which.Message.Should().Contain($"process {Environment.ProcessId}");
    }

    [TestMethod]
    public async Task Acquire_AfterTheHoldersEnd_NamesNobodyWhoHasLeft()
    {
        (await EnvironmentLock.AcquireAsync(_path, Patience, cancellationToken: testContext.CancellationToken)).Dispose();
        using var others = Share(_path);

        var act = () => EnvironmentLock.AcquireAsync(_path, TimeSpan.Zero, cancellationToken: testContext.CancellationToken);

        (await act.Should().ThrowExactlyAsync<TimeoutException>()).Which.Message.Should().Contain("another process").And.NotContain($"process {Environment.ProcessId} ");
    }

    [TestMethod]
    public async Task Acquire_InAFolderThatIsNotThere_FailsAtOnce()
    {
        var act = () => EnvironmentLock.AcquireAsync(Path.Combine(_path, "lock"), Patience, cancellationToken: testContext.CancellationToken);

        await act.Should().ThrowAsync<DirectoryNotFoundException>();
    }

    /// <summary>As test assemblies without an environment do: tests/BesideOthers.cs.</summary>
    private static FileStream Share(string path) => new(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    public void Dispose()
    {
        File.Delete(_path);
        File.Delete(_path + ".holder");
        File.Delete(_path + ".next");
    }
}
