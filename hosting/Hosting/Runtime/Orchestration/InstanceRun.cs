using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>One run of an instance, from the request to start it to the end of its process.</summary>
internal sealed class InstanceRun : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _forced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cancelled when the run is to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends when somebody wants the instance to wait no longer.</summary>
    public Task Forced => _forced.Task;

    /// <summary>Ends when the process runs, or when it is clear that none will.</summary>
    public Task Created => _created.Task;

    /// <summary>The process, once there is one.</summary>
    public IProcessHandle? Process { get; private set; }

    /// <summary>The whole run; ends with it and never faults.</summary>
    public Task Completion { get; set; } = Task.CompletedTask;

    public bool IsOver => Completion.IsCompleted;

    public void Force() => _forced.TrySetResult();

    public void RequestStop() => _stopping.Cancel();

    public void Attach(IProcessHandle process)
    {
        Process = process;
        _created.TrySetResult();
    }

    public void GiveUp() => _created.TrySetResult();

    public void Dispose() => _stopping.Dispose();
}
