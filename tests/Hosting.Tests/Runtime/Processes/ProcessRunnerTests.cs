using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Tests.Runtime.Processes;

/// <summary>Real processes: output, ends, and everything below them.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ProcessRunnerTests
{
    private readonly EnvironmentMark _mark = new();
    private readonly ConcurrentQueue<ProcessOutputLine> _output = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ShellReaper _reaper;
    private readonly ProcessRunner _runner;

    public ProcessRunnerTests()
    {
        _reaper = new ShellReaper(_mark, NullLogger<ShellReaper>.Instance);
        _runner = new ProcessRunner(_reaper, _mark, TimeProvider.System);
    }

    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestCleanup]
    public async Task CleanUpAsync() => await _reaper.DisposeAsync();

    [TestMethod]
    public async Task Start_LinesOnBothStreams_AreCapturedAndMarkedAndKeptAfterTheEnd()
    {
        await using var process = Start("echo out; echo err >&2; printf 'without end'; exit 7");

        (await process.Exited.WaitAsync(CancellationToken)).Should().Be(7);

        _output.Should().BeEquivalentTo(new ProcessOutputLine[] { new("out", false), new("err", true), new("without end", false) });
    }

    [TestMethod]
    public async Task Start_FiftyThousandLines_AllArriveInOrder()
    {
        await using var process = Start("i=0; while [ $i -lt 50000 ]; do echo $i; i=$((i+1)); done");

        await process.Exited.WaitAsync(CancellationToken);

        _output.Select(line => line.Text).Should().Equal(Enumerable.Range(0, 50_000).Select(number => number.ToString(CultureInfo.InvariantCulture)));
    }

    [TestMethod]
    public async Task Start_ProgramThatReadsItsInput_SeesTheEndAtOnce()
    {
        await using var process = Start("cat; echo done");

        (await process.Exited.WaitAsync(CancellationToken)).Should().Be(0);
        _output.Single().Text.Should().Be("done");
    }

    [TestMethod]
    public async Task Start_Environment_HasMarkAndOwnVariablesAndNotThoseOfTheHost()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://localhost:1");
        try
        {
            var launch = Shell("env") with
            {
                Environment = new Dictionary<string, string?> { ["OWN"] = "value", ["HOME"] = null },
            };
            await using var process = _runner.Start(launch, _output.Enqueue);
            await process.Exited.WaitAsync(CancellationToken);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        }

        var variables = _output.Select(line => line.Text).ToArray();
        variables.Should().Contain(["OWN=value", $"{EnvironmentMark.VariableName}={_mark.Id}"]);
        variables.Should().NotContain(line => line.StartsWith("ASPNETCORE_URLS=", StringComparison.Ordinal) || line.StartsWith("HOME=", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task StopAsync_WellBehavedProcess_EndsByTheStopSignal()
    {
        await using var process = Start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        await WaitForLineAsync("up");

        (await process.StopAsync(CancellationToken)).Should().Be(0);

        // The signal is the whole group's: that its sleep was terminated the shell says on the other stream, earlier or later.
        _output.Where(line => !line.IsError).Select(line => line.Text).Should().Equal("up", "bye");
    }

    [TestMethod]
    public async Task StopAsync_OtherStopSignal_IsTheOneSent()
    {
        var launch = Shell("trap 'echo interrupted; exit 0' INT; echo up; while :; do sleep 0.05; done") with { StopSignal = ProcessSignal.Interrupt };
        await using var process = _runner.Start(launch, _output.Enqueue);
        await WaitForLineAsync("up");

        await process.StopAsync(CancellationToken);

        _output.Select(line => line.Text).Should().Contain("interrupted");
    }

    [TestMethod]
    public async Task StopAsync_StubbornProcess_IsKilledAfterItsStopTimeout()
    {
        var launch = Shell("trap '' TERM; echo up; while :; do sleep 0.05; done") with { StopTimeout = TimeSpan.FromMilliseconds(200) };
        await using var process = _runner.Start(launch, _output.Enqueue);
        await WaitForLineAsync("up");

        (await process.StopAsync(CancellationToken)).Should().Be(128 + 9);
    }

    [TestMethod]
    public async Task StopAsync_Hurry_KillsAtOnce()
    {
        var launch = Shell("trap '' TERM; echo up; while :; do sleep 0.05; done") with { StopTimeout = TimeSpan.FromHours(1) };
        await using var process = _runner.Start(launch, _output.Enqueue);
        await WaitForLineAsync("up");

        (await process.StopAsync(new CancellationToken(canceled: true)).WaitAsync(CancellationToken)).Should().Be(128 + 9);
    }

    [TestMethod]
    public async Task StopAsync_GrandchildInItsOwnSession_EndsToo()
    {
        await using var process = Start("setsid sh -c 'echo $$; exec sleep 1000' & wait");
        var grandchild = int.Parse(await WaitForLineAsync(_ => true), CultureInfo.InvariantCulture);

        await process.StopAsync(CancellationToken);

        await WaitUntilGoneAsync(grandchild);
    }

    [TestMethod]
    public async Task Exited_GrandchildHoldsTheOutput_DoesNotKeepTheEndFromBeingSeen()
    {
        await using var process = StartByTheTestsClock("pipe=$(mktemp -u); mkfifo $pipe; setsid sh -c 'echo $$; echo > $0; exec sleep 1000' $pipe & read said < $pipe; rm $pipe; exit 5");
        var grandchild = int.Parse(await WaitForLineAsync(_ => true), CultureInfo.InvariantCulture);

        (await AfterTheLastLinesAsync(process)).Should().Be(5);

        await _reaper.EndAsync(CancellationToken);
        await WaitUntilGoneAsync(grandchild);
    }

    [TestMethod]
    public async Task EndAsync_OrphanWithTheMarkAndAFolder_BothGo()
    {
        var folder = Directory.CreateTempSubdirectory("hosting tests ").FullName;
        _reaper.DeleteAtEnd(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "file"), "content", CancellationToken);
        await using var process = StartByTheTestsClock("pipe=$(mktemp -u); mkfifo $pipe; (setsid sh -c 'echo $$ >&2; echo > $0; exec sleep 1000 >&2' $pipe &); read said < $pipe; rm $pipe");
        var orphan = int.Parse(await WaitForLineAsync(_ => true), CultureInfo.InvariantCulture);
        await AfterTheLastLinesAsync(process);
        ProcessTable.Find(orphan).Should().NotBeNull();

        await _reaper.EndAsync(CancellationToken);

        await WaitUntilGoneAsync(orphan);
        Directory.Exists(folder).Should().BeFalse();
    }

    [TestMethod]
    public void Start_ProgramMissing_SaysWhichAndWhatToDo()
    {
        var start = () => _runner.Start(new ProcessLaunch("no-such-program-4711", []), _output.Enqueue);

        start.Should().Throw<ProcessStartException>().WithMessage("*'no-such-program-4711'*PATH*");
    }

    [TestMethod]
    public void Start_FileThatIsNoProgram_SaysSo()
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = () => _runner.Start(new ProcessLaunch(file, []), _output.Enqueue);

            start.Should().Throw<ProcessStartException>().WithMessage("*may not be executed*chmod*");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    public void Start_UserThatDoesNotExist_SaysWhich()
    {
        var start = () => _runner.Start(Shell("true") with { UserName = "no-such-user-4711" }, _output.Enqueue);

        start.Should().Throw<ProcessStartException>().WithMessage("*'no-such-user-4711'*");
    }

    [TestMethod]
    public async Task Start_OtherUser_RunsAsThatUserInAGroupOfItsOwn()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return; // Only root can start something as somebody else.
        }

        var launch = Shell("id -un; ps -o pgid= -p $$ || echo $$") with { UserName = "nobody", WorkingDirectory = "/" };
        await using var process = _runner.Start(launch, _output.Enqueue);

        await process.Exited.WaitAsync(CancellationToken);

        var lines = _output.Select(line => line.Text.Trim()).ToArray();
        lines[0].Should().Be("nobody");
        lines[1].Should().Be(process.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    private static ProcessLaunch Shell(string line) => new("sh", ["-c", line]);

    private IProcessHandle Start(string line) => _runner.Start(Shell(line), _output.Enqueue);

    private IProcessHandle StartByTheTestsClock(string line) => new ProcessRunner(_reaper, _mark, _time).Start(Shell(line), _output.Enqueue);

    /// <summary>The end, although somebody else still holds the pipe and more lines are waited for.</summary>
    private async Task<int> AfterTheLastLinesAsync(IProcessHandle process)
    {
        while (!process.Exited.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(process.Exited, Task.Delay(10, CancellationToken));
            CancellationToken.ThrowIfCancellationRequested();
        }

        return await process.Exited;
    }

    private Task<string> WaitForLineAsync(string text) => WaitForLineAsync(line => line == text);

    private async Task<string> WaitForLineAsync(Func<string, bool> isWanted)
    {
        while (true)
        {
            if (_output.Select(line => line.Text).FirstOrDefault(isWanted) is { } found)
            {
                return found;
            }

            await Task.Delay(10, CancellationToken);
        }
    }

    private async Task WaitUntilGoneAsync(int processId)
    {
        while (ProcessTable.Find(processId) is not null)
        {
            await Task.Delay(10, CancellationToken);
        }
    }
}
