namespace Migration.Listings.Database;

/// <summary>
/// Closed until the database is known to be the service's own and at the newest schema. Calls that come before are told that the
/// service is not available, since an answer from the wrong or a half-made database would be worse.
/// </summary>
internal sealed class DatabaseGate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _reason = "the database schema is not checked yet";

    public bool IsOpen => _opened.Task.IsCompletedSuccessfully;

    /// <summary>0 while the gate is closed.</summary>
    public int SchemaVersion { get; private set; }

    /// <summary>True once it is certain that waiting will not help.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Why the gate is closed, for whoever waits.</summary>
    public string Reason => _reason;

    /// <summary>Completes when the database is ready.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
#pragma warning disable VSTHRD003 // Whoever opens the gate waits for nobody.
        => _opened.Task.WaitAsync(cancellationToken);
#pragma warning restore VSTHRD003

    public void Open(int schemaVersion)
    {
        SchemaVersion = schemaVersion;
        _opened.TrySetResult();
    }

    public void KeepClosed(string reason) => _reason = reason;

    public void Refuse(string reason)
    {
        _reason = reason;
        IsRefused = true;
    }

    public void ThrowIfClosed()
    {
        if (!IsOpen)
        {
            throw new DatabaseNotReadyException(_reason);
        }
    }
}
