using System.Diagnostics;

namespace Migration.Hosting.Testing;

/// <summary>A point that the program of an AppHost reaches once, or never.</summary>
internal sealed class Stage<T>
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReached => _completion.Task.IsCompletedSuccessfully;

    /// <summary>What the program had there; the default before.</summary>
    public T? Value { get; private set; }

    public void Reach(T value)
    {
        Value = value;
        _completion.TrySetResult(value);
    }

    /// <summary>The stage will never be reached. False if it was already.</summary>
    public bool Fail(Exception reason)
    {
        var failed = _completion.TrySetException(reason);

        // Nobody may be waiting: then the reason is no one's unobserved exception.
        _ = _completion.Task.Exception;
        return failed;
    }

    public Task<T> WaitAsync(CancellationToken cancellationToken) => _completion.Task.WaitAsync(cancellationToken);

    /// <exception cref="InvalidOperationException">The limit has passed; the message is <paramref name="tooLate"/>. A debugger stops the clock.</exception>
    public async Task<T> WaitAsync(TimeSpan limit, string tooLate, CancellationToken cancellationToken)
    {
        try
        {
            return await _completion.Task
                .WaitAsync(Debugger.IsAttached ? Timeout.InfiniteTimeSpan : limit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception) when (!_completion.Task.IsCompleted)
        {
            throw new InvalidOperationException(tooLate, exception);
        }
    }
}
