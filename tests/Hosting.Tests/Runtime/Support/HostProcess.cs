using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Tests.Runtime.Support;

/// <summary>An AppHost in a process of its own, as <c>dotnet run</c> starts it; see Hosting.TestHost.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="directory">The AppHost's folder; two hosts of the same folder are the same AppHost.</param>
    /// <param name="back">What the service <c>back</c> is told.</param>
    /// <param name="settings">Configuration arguments.</param>
    public HostProcess(string directory, string back, params string[] settings)
    {
        var start = new ProcessStartInfo(TestApp.Program, ["apphost", back, .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["TESTHOST_DIRECTORY"] = directory;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int ProcessId => _process.Id;

    public string Output => string.Join('\n', _lines);

    /// <summary>Waits until everything in it is healthy; the processes are then known.</summary>
    public async Task<IReadOnlyList<int>> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(_ready.Task, ended) == ended)
        {
            throw new InvalidOperationException($"The host ended before it was ready:\n{Output}");
        }

        // "pid back 4711 http://localhost:18471"
        return [.. _lines.Where(line => line.StartsWith("pid ", StringComparison.Ordinal)).Select(line => int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture))];
    }

    public string GetUrl(string resource) => _lines.Single(line => line.StartsWith($"pid {resource} ", StringComparison.Ordinal)).Split(' ')[3];

    public void Signal(ProcessSignal signal) => Posix.Signal(_process.Id, signal);

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line == "ready")
        {
            _ready.TrySetResult();
        }
    }
}
