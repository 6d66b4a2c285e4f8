using System.Diagnostics;

namespace Migration.Hosting.Runtime.Processes;

/// <summary>A running child: reads its output, notices its end, ends it with everything below it.</summary>
internal sealed class ChildProcess : IProcessHandle
{
    /// <summary>
    /// How long the last lines may take after the end. Usually they are there at once; a busy machine needs a moment, and a
    /// grandchild that kept the pipe and got away would hold it open for ever.
    /// </summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly ProcessLaunch _launch;
    private readonly Action<ProcessOutputLine> _onOutput;
    private readonly IReaper _reaper;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _lock = new();
    private IReadOnlyList<ProcessEntry> _descendantsAtStop = [];
    private Task<int>? _stopping;

    public ChildProcess(
        Process process, ProcessLaunch launch, Action<ProcessOutputLine> onOutput, IReaper reaper, TimeProvider timeProvider)
    {
        _process = process;
        _launch = launch;
        _onOutput = onOutput;
        _reaper = reaper;
        _timeProvider = timeProvider;
        ProcessId = process.Id;
        Exited = WatchAsync();
    }

    public int ProcessId { get; }

    public Task<int> Exited { get; }

    public void Signal(ProcessSignal signal)
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        // Between its start and setsid's own call the process has no group yet.
        if (SessionLauncher.Path is null || !Posix.Signal(-ProcessId, signal))
        {
            if (!Posix.Signal(ProcessId, signal) && OperatingSystem.IsWindows())
            {
                _process.Kill(entireProcessTree: true);
            }
        }
    }

    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Task<int> stopping;
        lock (_lock)
        {
            stopping = _stopping ??= StopCoreAsync();
        }

        using var hurry = cancellationToken.Register(KillAll);
        return await stopping;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _process.Dispose();
    }

    private async Task<int> StopCoreAsync()
    {
        if (!Exited.IsCompleted)
        {
            // Taken before the first signal: what loses its parent could not be found afterwards.
            _descendantsAtStop = ProcessTable.GetDescendants(ProcessId);
            Signal(_launch.StopSignal);
            try
            {
                await Exited.WaitAsync(_launch.StopTimeout, _timeProvider);
            }
            catch (TimeoutException)
            {
                KillAll();
            }
        }

        return await Exited;
    }

    private void KillAll()
    {
        if (!Exited.IsCompleted)
        {
            _descendantsAtStop = [.. _descendantsAtStop, .. ProcessTable.GetDescendants(ProcessId)];
            Signal(ProcessSignal.Kill);
            KillSurvivors();
        }
    }

    private void KillSurvivors()
    {
        foreach (var descendant in _descendantsAtStop.Where(ProcessTable.IsAlive))
        {
            Posix.Signal(descendant.ProcessId, ProcessSignal.Kill);
        }
    }

    private async Task<int> WatchAsync()
    {
        var reading = Task.WhenAll(ReadAsync(_process.StandardOutput, isError: false), ReadAsync(_process.StandardError, isError: true));
        await _process.WaitForExitAsync(CancellationToken.None);
        var exitCode = _process.ExitCode;

        // What is left of its group has nobody who would end it, and may hold the port that a restart needs.
        if (SessionLauncher.Path is not null)
        {
            Posix.Signal(-ProcessId, ProcessSignal.Kill);
        }

        KillSurvivors();
        _reaper.Forget(ProcessId);
        await Task.WhenAny(reading, Task.Delay(DrainTimeout, _timeProvider, CancellationToken.None));
        return exitCode;
    }

    private async Task ReadAsync(StreamReader reader, bool isError)
    {
        try
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                _onOutput(new ProcessOutputLine(line, isError));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The handle was disposed while a grandchild still held the pipe: nobody listens any more.
        }
    }
}
