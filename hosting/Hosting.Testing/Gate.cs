using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Testing;

/// <summary>Holds the thread of an AppHost's program until a test lets it go on, or gives it up.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _opened.TrySetResult();

    /// <summary>Whoever is held, or comes later, unwinds instead of going on. Without effect once the gate is open.</summary>
    public void Abandon() => _opened.TrySetException(new HostAbortedException("The test ended without needing the application any further."));

    /// <exception cref="HostAbortedException">The gate was abandoned.</exception>
    public void Pass()
    {
#pragma warning disable VSTHRD002 // Holding the thread of the program is the purpose.
        _opened.Task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }
}
