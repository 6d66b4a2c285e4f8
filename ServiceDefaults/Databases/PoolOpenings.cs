using System.Threading.Channels;
using Npgsql;

namespace Migration.ServiceDefaults.Databases;

/// <summary>
/// Hears of each connection that a data source opens, by <c>UsePhysicalConnectionInitializer(openings.Opened, openings.OpenedAsync)</c>. In a pool that
/// was full, one that a caller has to open says that others were lost.
/// </summary>
public sealed class PoolOpenings
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _isWatching;

    public void Opened(NpgsqlConnection _)
    {
        if (_isWatching)
        {
            _signal.Writer.TryWrite(true);
        }
    }

    public Task OpenedAsync(NpgsqlConnection _)
    {
        Opened(_);
        return Task.CompletedTask;
    }

    /// <summary>From here to <see cref="FillingEnds"/> openings are what is wanted.</summary>
    internal void FillingBegins() => _isWatching = false;

    internal void FillingEnds() => _isWatching = true;

    internal IAsyncEnumerable<bool> LossesAsync(CancellationToken cancellationToken) => _signal.Reader.ReadAllAsync(cancellationToken);
}
