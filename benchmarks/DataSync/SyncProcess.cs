using System.Diagnostics;

namespace Migration.DataSync.Benchmarks;

/// <summary>DataSync as it runs in production: a process of its own.</summary>
internal sealed class SyncProcess : IDisposable
{
    private readonly Process _process;

    private SyncProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>One way alone, as the peer goes, and nothing beside it; returns once it follows.</summary>
    public static async Task<SyncProcess> StartAsync(Database source, Database target)
    {
        var process = new SyncProcess(Start(
            $"--ConnectionStrings:svetubd={source.ConnectionString}",
            $"--ConnectionStrings:listings-db={target.ConnectionString}",
            "--urls=http://127.0.0.1:0",
            $"--contentRoot={Directory.CreateTempSubdirectory("datasync-bench-").FullName}",
            "--hostBuilder:reloadConfigOnChange=false",
            "--Sync:WayBack=false",
            "--Verification:Continuous=false",
            "--Logging:LogLevel:Default=None"));
        await target.UntilAsync("select to_regclass('sync_stream') is not null", TimeSpan.FromMilliseconds(20));
        await target.UntilAsync("select exists (select from sync_stream where stream = 'forward' and applied_lsn > started_lsn)", TimeSpan.FromMilliseconds(20));
        return process;
    }

    /// <summary>A run of the command <c>verify</c>: its output and the most memory that it used.</summary>
    public static async Task<(string Output, double Seconds, long Peak)> VerifyAsync(Database source, Database target, params string[] more)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(["verify", "--json", "--svetubd", source.ConnectionString, "--listings", target.ConnectionString, .. more]);
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Memory.PeakOf(process.Id));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(50));
        }

        return (await output, Stopwatch.GetElapsedTime(started).TotalSeconds, peak);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Migration.DataSync.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
