namespace Migration.TrafficRouter.Flags;

/// <summary>Holds the snapshot that all decisions are made by. One writer replaces it; readers never wait.</summary>
public sealed class FlagSource(TimeProvider time)
{
    /// <summary>Older than this, a snapshot is not believed: everybody goes to the monolith.</summary>
    public static readonly TimeSpan Staleness = TimeSpan.FromSeconds(30);

    private volatile FlagSnapshot? _current;

    /// <summary>Null until the store has been read for the first time.</summary>
    public FlagSnapshot? Current => _current;

    /// <summary>Null when nothing has been read yet.</summary>
    public TimeSpan? Age => _current is { } snapshot ? time.GetElapsedTime(snapshot.ConfirmedAt) : null;

    public bool IsStale => Age is not { } age || age > Staleness;

    public void Replace(FlagSnapshot snapshot) => _current = snapshot;
}
