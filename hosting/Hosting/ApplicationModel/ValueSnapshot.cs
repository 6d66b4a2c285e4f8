using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is set later and awaited until then.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[DebuggerDisplay("IsValueSet = {IsValueSet}")]
public sealed class ValueSnapshot<T>
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<T> _source = NewSource();

    /// <summary>True once a value or an error has been set.</summary>
    public bool IsValueSet => Current.Task.IsCompleted;

    /// <summary>The value when one has been set, else null; never an error.</summary>
    internal T? ValueOrDefault => Current.Task is { IsCompletedSuccessfully: true, Result: var value } ? value : default;

    private TaskCompletionSource<T> Current
    {
        get
        {
            lock (_lock)
            {
                return _source;
            }
        }
    }

    /// <summary>Waits for the value.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value set last.</returns>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default) => Current.Task.WaitAsync(cancellationToken);

    /// <summary>Sets the value; one set before is replaced.</summary>
    /// <param name="value">The value.</param>
    public void SetValue(T value) => Settle(source => source.TrySetResult(value));

    /// <summary>Makes everyone who waits, and who will, fail.</summary>
    /// <param name="exception">The error.</param>
    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Settle(source =>
        {
            source.TrySetException(exception);

            // The error belongs to those who await; nobody awaiting is no reason to report it as unobserved.
            _ = source.Task.Exception;
        });
    }

    private static TaskCompletionSource<T> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Settle(Action<TaskCompletionSource<T>> settle)
    {
        lock (_lock)
        {
            if (_source.Task.IsCompleted)
            {
                _source = NewSource();
            }

            settle(_source);
        }
    }
}
