using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Tests.Runtime.Support;

/// <summary>A process that ends when a test says so, or when it is stopped.</summary>
internal sealed class FakeProcess(int processId, ProcessLaunch launch, Action<ProcessOutputLine> onOutput) : IProcessHandle
{
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProcessLaunch Launch { get; } = launch;

    public int ProcessId { get; } = processId;

    public Task<int> Exited => _exited.Task;

    /// <summary>When it was asked to stop, in the order of all of them; 0 before that.</summary>
    public long StopNumber { get; private set; }

    /// <summary>Ends the answer to a request to stop; completed by itself unless a test replaces it.</summary>
    public Task StopGate { get; set; } = Task.CompletedTask;

    private static long s_stops;

    public void Write(string line, bool isError = false) => onOutput(new ProcessOutputLine(line, isError));

    public void Exit(int code) => _exited.TrySetResult(code);

    public void Signal(ProcessSignal signal)
    {
    }

    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        StopNumber = Interlocked.Increment(ref s_stops);
        await StopGate.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Exit(143);
        return await Exited;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
