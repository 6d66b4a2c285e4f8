using System.Threading.Channels;
using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>A store in memory that can be taken away.</summary>
internal sealed class MemoryFlagStore : IFlagStore
{
    private readonly Lock _lock = new();
    private readonly List<FlagDefinition> _versions = [];
    private readonly Channel<bool> _told = Channel.CreateUnbounded<bool>();

    public bool IsDown { get; set; }

    public bool IsMute { get; set; }

    public int Reads { get; private set; }

    /// <summary>Runs before a write, so that somebody else can be quicker.</summary>
    public Action? BeforeWrite { get; set; }

    public void Put(FlagDefinition flag)
    {
        lock (_lock)
        {
            _versions.Add(flag);
        }

        _told.Writer.TryWrite(true);
    }

    public Task<IReadOnlyList<FlagDefinition>> ReadAllAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Reads++;
            IReadOnlyList<FlagDefinition> newest = [.. _versions.GroupBy(flag => flag.Name, StringComparer.Ordinal).Select(versions => versions.MaxBy(flag => flag.Version)!)];
            return IsDown ? Task.FromException<IReadOnlyList<FlagDefinition>>(new IOException("the store is down")) : Task.FromResult(newest);
        }
    }

    public Task<FlagDefinition?> FindAsync(string name, long version, CancellationToken cancellationToken)
        => Task.FromResult(Of(name).FirstOrDefault(flag => flag.Version == version));

    public Task<FlagDefinition?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Of(name).MaxBy(flag => flag.Version));

    public Task<IReadOnlyList<FlagDefinition>> HistoryAsync(string name, int limit, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<FlagDefinition>>([.. Of(name).OrderByDescending(flag => flag.Version).Take(limit)]);

    public Task<FlagDefinition> WriteAsync(FlagDefinition flag, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke();
        lock (_lock)
        {
            var newest = _versions.Max(version => version.Version);
            if (flag.Version != newest + 1)
            {
                throw new StaleVersionException(flag.Name, flag.Version - 1, newest);
            }

            _versions.Add(flag);
            return Task.FromResult(flag);
        }
    }

    public async Task ListenAsync(Action changed, CancellationToken cancellationToken)
    {
        if (IsMute)
        {
            throw new IOException("no channel");
        }

        await foreach (var _ in _told.Reader.ReadAllAsync(cancellationToken))
        {
            changed();
        }
    }

    private IReadOnlyList<FlagDefinition> Of(string name)
    {
        lock (_lock)
        {
            return [.. _versions.Where(flag => flag.Name == name)];
        }
    }
}
