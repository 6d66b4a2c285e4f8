using Migration.Hosting.PostgreSQL;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class BinaryProbeTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task CheckAsync_ProgramThatWasAsked_IsNotRunAgain()
    {
        await using var lab = new PostgresLab();
        var folder = FakePrograms.Server(lab.In("bin"), "16.1");
        var runner = new CountingRunner(lab.Processes);
        await Probe(lab, runner).CheckAsync(folder, Cancelled);

        var check = await Probe(lab, runner).CheckAsync(folder, Cancelled);

        check.Binaries.Should().Be(new PostgresBinaries(folder, new PostgresVersion(16, 1, "16.1")));
        runner.Started.Should().Be(1);
    }

    [TestMethod]
    public async Task CheckAsync_ProgramThatWasReplaced_IsAskedAnew()
    {
        await using var lab = new PostgresLab();
        var folder = FakePrograms.Server(lab.In("bin"), "16.1");
        await Probe(lab, lab.Processes).CheckAsync(folder, Cancelled);
        FakePrograms.Server(folder, "16.12");

        var check = await Probe(lab, lab.Processes).CheckAsync(folder, Cancelled);

        check.Binaries!.Version.Text.Should().Be("16.12");
    }

    [TestMethod]
    public async Task CheckAsync_ProgramThatCouldNotBeUsed_IsAskedAnew()
    {
        await using var lab = new PostgresLab();
        var folder = FakePrograms.Server(lab.In("bin"), "13.9");
        var runner = new CountingRunner(lab.Processes);
        await Probe(lab, runner).CheckAsync(folder, Cancelled);

        (await Probe(lab, runner).CheckAsync(folder, Cancelled)).Problem.Should().Contain("older than");
        runner.Started.Should().Be(2);
    }

    private static BinaryProbe Probe(PostgresLab lab, IProcessRunner runner) =>
        new(runner, PostgresLab.User, new ProbeMemory(lab.CacheDirectory, PostgresLab.User));

    private sealed class CountingRunner(IProcessRunner inner) : IProcessRunner
    {
        public int Started { get; private set; }

        public IProcessHandle Start(ProcessLaunch launch, Action<ProcessOutputLine> onOutput)
        {
            Started++;
            return inner.Start(launch, onOutput);
        }
    }
}
