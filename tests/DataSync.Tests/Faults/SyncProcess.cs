using System.Diagnostics;
using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Faults;

/// <summary>The service as a process of its own, which can be killed.</summary>
internal sealed class SyncProcess : IDisposable
{
    private readonly Process _process;

    private SyncProcess(Process process) => _process = process;

    public static SyncProcess Start(string contentRoot)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = contentRoot };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Migration.DataSync.dll"),
            $"--ConnectionStrings:svetubd={SyncTest.Source.ConnectionString}",
            $"--ConnectionStrings:listings-db={SyncTest.Target.ConnectionString}",
            "--urls=http://127.0.0.1:0",
            $"--contentRoot={contentRoot}",
            "--hostBuilder:reloadConfigOnChange=false",
            "--Sync:HeartbeatEvery=00:00:00.100",
            "--Logging:LogLevel:Default=None",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return new SyncProcess(process);
    }

    /// <summary>SIGKILL: it can say and finish nothing.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.HasExited.Should().BeFalse("the service must still run when it is killed");
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
