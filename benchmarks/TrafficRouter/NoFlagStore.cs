using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>The benchmark sets its snapshot itself.</summary>
internal sealed class NoFlagStore : IFlagStore
{
    public Task<IReadOnlyList<FlagDefinition>> ReadAllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<FlagDefinition>>([]);

    public Task<FlagDefinition?> FindAsync(string name, long version, CancellationToken cancellationToken) => Task.FromResult<FlagDefinition?>(null);

    public Task<FlagDefinition?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult<FlagDefinition?>(null);

    public Task<IReadOnlyList<FlagDefinition>> HistoryAsync(string name, int limit, CancellationToken cancellationToken) => ReadAllAsync(cancellationToken);

    public Task<FlagDefinition> WriteAsync(FlagDefinition flag, CancellationToken cancellationToken) => Task.FromResult(flag);

    public Task ListenAsync(Action changed, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
}
