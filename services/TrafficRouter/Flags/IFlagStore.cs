namespace Migration.TrafficRouter.Flags;

/// <summary>Where flags live. A change is a new version; versions are never taken back, rewritten or left out.</summary>
public interface IFlagStore
{
    public Task<IReadOnlyList<FlagDefinition>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>The flag as it was at a version; null where there was no such version.</summary>
    public Task<FlagDefinition?> FindAsync(string name, long version, CancellationToken cancellationToken);

    public Task<FlagDefinition?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<FlagDefinition>> HistoryAsync(string name, int limit, CancellationToken cancellationToken);

    /// <summary>Writes the next version if the flag is still at the version before it; returns it as written.</summary>
    /// <exception cref="StaleVersionException">It is not.</exception>
    public Task<FlagDefinition> WriteAsync(FlagDefinition flag, CancellationToken cancellationToken);

    /// <summary>Calls back whenever a change is told of; returns when the channel is lost.</summary>
    public Task ListenAsync(Action changed, CancellationToken cancellationToken);
}
