using System.Diagnostics;
using System.Globalization;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Paths;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Hosts;

/// <summary>What a user sees of a whole host process: its end, its message, its exit code, and what it leaves behind.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class HostProcessTests
{
    // The two services' default ports in the test host move to free ones where they are taken, as in any run.
    private readonly string _directory = Directory.CreateTempSubdirectory("hosting-tests-").FullName;

    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestCleanup]
    public void CleanUp()
    {
        Directory.Delete(_directory, recursive: true);
        var state = EnvironmentPathsFactory.GetStateDirectory(Path.Join(_directory, "Migration.Hosting.TestHost"));
        if (Directory.Exists(state))
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [TestMethod]
    [DataRow(2, DisplayName = "Ctrl-C")]
    [DataRow(15, DisplayName = "SIGTERM")]
    public async Task Signal_RunningHost_EndsWithinFiveSecondsWithCodeZeroAndNothingLeft(int signal)
    {
        using var host = new HostProcess(_directory, "plain");
        var processes = await host.WaitUntilReadyAsync(CancellationToken);
        var environment = FindMarked(processes[0]);
        environment.Should().HaveCountGreaterThan(3, "the shell's own session carries the mark, too");
        var folder = GetFolder(processes[0]);
        Directory.Exists(folder).Should().BeTrue();
        var begin = Stopwatch.GetTimestamp();

        host.Signal((ProcessSignal)signal);

        (await host.WaitForExitAsync(CancellationToken)).Should().Be(0, host.Output);
        Stopwatch.GetElapsedTime(begin).Should().BeLessThan(TimeSpan.FromSeconds(5));
        environment.Should().OnlyContain(process => !ProcessTable.IsAlive(process));
        Directory.Exists(folder).Should().BeFalse();
    }

    [TestMethod]
    public async Task Kill_RunningHost_LeavesNothingAfterFiveSeconds()
    {
        using var host = new HostProcess(_directory, "plain");
        var processes = await host.WaitUntilReadyAsync(CancellationToken);
        var environment = FindMarked(processes[0]);
        var folder = GetFolder(processes[0]);

        host.Signal(ProcessSignal.Kill);

        await WaitAsync(() => environment.All(process => !ProcessTable.IsAlive(process)), TimeSpan.FromSeconds(5));
        await WaitAsync(() => !Directory.Exists(folder), TimeSpan.FromSeconds(5));
    }

    [TestMethod]
    public async Task Kill_HostThatStillStarts_LeavesNothing()
    {
        using var host = new HostProcess(_directory, "unhealthy");
        var environment = await WaitForChildrenAsync(host);

        host.Signal(ProcessSignal.Kill);

        await WaitAsync(() => environment.All(process => !ProcessTable.IsAlive(process)), TimeSpan.FromSeconds(5));
    }

    [TestMethod]
    public async Task Signal_HostThatStillStarts_EndsWithCodeZero()
    {
        using var host = new HostProcess(_directory, "unhealthy");
        var environment = await WaitForChildrenAsync(host);

        host.Signal(ProcessSignal.Terminate);

        (await host.WaitForExitAsync(CancellationToken)).Should().Be(0, host.Output);
        environment.Should().OnlyContain(process => !ProcessTable.IsAlive(process));
    }

    [TestMethod]
    public async Task Signal_StubbornService_IsKilled()
    {
        // The time that it is given is part of the five seconds in which all have to end.
        ProcessLaunch.DefaultStopTimeout.Should().BeLessThan(TimeSpan.FromSeconds(4));
        using var host = new HostProcess(_directory, "stubborn");
        var processes = await host.WaitUntilReadyAsync(CancellationToken);
        var environment = FindMarked(processes[0]);

        host.Signal(ProcessSignal.Terminate);

        (await host.WaitForExitAsync(CancellationToken)).Should().Be(0, host.Output);
        environment.Should().OnlyContain(process => !ProcessTable.IsAlive(process));
    }

    [TestMethod]
    public async Task Run_ServiceThatOthersNeedEndsAtStart_EndsWithOneMessageAndCodeOne()
    {
        using var host = new HostProcess(_directory, "exit=3");

        (await host.WaitForExitAsync(CancellationToken)).Should().Be(1);

        host.Output.Should().ContainAll("Resource 'back' did not start", "exit code 3", "cannot read the configuration file");
        host.Output.Should().NotContainAny("Exception", "   at ");
    }

    [TestMethod]
    public async Task Run_ServiceThatOthersNeedNeverTurnsHealthy_EndsWithOneMessageAndCodeOne()
    {
        using var host = new HostProcess(_directory, "unhealthy", "--StartTimeout=2");

        (await host.WaitForExitAsync(CancellationToken)).Should().Be(1);

        host.Output.Should().ContainAll("Resource 'back' did not start", "not healthy within 2 s", "503", "StartTimeout");
        host.Output.Should().NotContainAny("Exception", "   at ");
    }

    [TestMethod]
    public async Task Run_SecondTimeOnTheSameFolder_IsRefusedWithTheFirstOnesProcessId()
    {
        using var first = new HostProcess(_directory, "plain");
        await first.WaitUntilReadyAsync(CancellationToken);

        using var second = new HostProcess(_directory, "plain");

        (await second.WaitForExitAsync(CancellationToken)).Should().Be(1);
        second.Output.Should().ContainAll("already runs as process", first.ProcessId.ToString(CultureInfo.InvariantCulture));
        second.Output.Should().NotContain("   at ");
        first.Signal(ProcessSignal.Terminate);
        await first.WaitForExitAsync(CancellationToken);
    }

    [TestMethod]
    public async Task Run_AfterAKilledOne_StartsAtOnce()
    {
        using (var first = new HostProcess(_directory, "plain"))
        {
            await first.WaitUntilReadyAsync(CancellationToken);
            first.Signal(ProcessSignal.Kill);
            await first.WaitForExitAsync(CancellationToken);
        }

        using var second = new HostProcess(_directory, "plain");

        await second.WaitUntilReadyAsync(CancellationToken);
        second.Signal(ProcessSignal.Terminate);
        (await second.WaitForExitAsync(CancellationToken)).Should().Be(0);
    }

    [TestMethod]
    [DataRow("--only=frnt", "'frnt'", "back, front, shell")]
    [DataRow("--StartTimeout=soon", "StartTimeout", "'soon'")]
    [DataRow("--Ports:back=0", "Ports:back", "1 to 65535")]
    public async Task Run_SettingIsWrong_EndsAtOnceWithOneMessageAndCodeOne(string setting, string name, string cure)
    {
        using var host = new HostProcess(_directory, "plain", setting);

        (await host.WaitForExitAsync(CancellationToken)).Should().Be(1);

        host.Output.Should().ContainAll(name, cure);
        host.Output.Should().NotContainAny("Exception", "   at ");
    }

    /// <summary>The throw-away folder of the environment that a process belongs to.</summary>
    private static string GetFolder(int processId) =>
        Path.Combine(Path.GetTempPath(), $"migration-{ReadMark(processId)[(EnvironmentMark.VariableName.Length + 1)..]}");

    private static string ReadMark(int processId) =>
        ReadVariables(processId).Single(variable => variable.StartsWith(EnvironmentMark.VariableName, StringComparison.Ordinal));

    /// <summary>All processes with the same mark as one of them.</summary>
    private static IReadOnlyList<ProcessEntry> FindMarked(int processId)
    {
        var mark = ReadMark(processId);
        return
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && ReadVariables(id).Contains(mark))
                .Select(ProcessTable.Find)
                .OfType<ProcessEntry>(),
        ];
    }

    private static string[] ReadVariables(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/environ").Split('\0');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<ProcessEntry>> WaitForChildrenAsync(HostProcess host)
    {
        IReadOnlyList<ProcessEntry> children = [];
        await WaitAsync(() => (children = ProcessTable.GetDescendants(host.ProcessId)).Count >= 4, TimeSpan.FromSeconds(60));
        return children;
    }

    private async Task WaitAsync(Func<bool> isTrue, TimeSpan limit)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!isTrue())
        {
            Stopwatch.GetElapsedTime(begin).Should().BeLessThan(limit);
            await Task.Delay(20, CancellationToken);
        }
    }
}
