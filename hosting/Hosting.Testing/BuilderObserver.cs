using System.Diagnostics;
using Migration.Hosting.Building;

namespace Migration.Hosting.Testing;

/// <summary>
/// Hears of the builders and applications that are made by one flow of execution, and of no others: several AppHosts may run side by
/// side in one process.
/// </summary>
internal sealed class BuilderObserver : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<BuilderObserver?> s_current = new();

    private readonly Action<string, object?> _onEvent;
    private readonly IDisposable _subscription;

    private BuilderObserver(Action<string, object?> onEvent)
    {
        _onEvent = onEvent;
        s_current.Value = this;
        _subscription = DiagnosticListener.AllListeners.Subscribe(this);
    }

    /// <summary>From now on, and in everything that this flow of execution starts, events go to <paramref name="onEvent"/>.</summary>
    public static BuilderObserver Observe(Action<string, object?> onEvent) => new(onEvent);

    public void Dispose()
    {
        _subscription.Dispose();
        s_current.Value = null;
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (s_current.Value == this && string.Equals(value.Name, BuilderEvents.ListenerName, StringComparison.Ordinal))
        {
            // The builder makes a listener for each event and disposes it: there is nothing to unsubscribe from.
            _ = value.Subscribe(this);
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (s_current.Value == this)
        {
            _onEvent(value.Key, value.Value);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
