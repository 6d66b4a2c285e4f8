namespace Migration.SearchNode;

/// <summary>Tells when the indices found on disk are open. Until then the node answers who it is and that it is red.</summary>
internal sealed class NodeReadiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    public void SetReady() => _ready.TrySetResult();

    public void SetFailed(Exception error) => _ready.TrySetException(error);

    public Task WaitAsync(CancellationToken cancelled) => _ready.Task.WaitAsync(cancelled);
}
