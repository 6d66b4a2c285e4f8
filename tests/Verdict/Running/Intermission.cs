namespace Migration.Verdict.Running;

/// <summary>While a suite does nothing but wait, and does not measure, another one uses the environment.</summary>
internal sealed class Intermission
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _begins;
    private TaskCompletionSource? _ended;

    /// <summary>Lets a guest begin as soon as the suite that is running pauses.</summary>
    /// <param name="guest">What is run then.</param>
    public async Task<T> InviteAsync<T>(Func<Task<T>> guest)
    {
        var begins = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            (_begins, _ended) = (begins, ended);
        }

        try
        {
            await begins.Task;
            return await guest();
        }
        finally
        {
            ended.SetResult();
        }
    }

    /// <summary>The suite pauses, or has ended. Nobody needs to be waiting.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _begins?.TrySetResult();
            _begins = null;
        }
    }

    /// <summary>Once nobody else uses the environment: a guest that has not begun does not before the suite has ended.</summary>
    public Task EndAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _begins is null && _ended is not null ? _ended.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
        }
    }
}
