using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.ResourceService;

/// <summary>
/// What one reader has not been told yet: of each resource only the newest, so that one who reads slowly costs the engine no more
/// than one who reads fast.
/// </summary>
internal sealed class LatestStates
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _untold = new(StringComparer.OrdinalIgnoreCase);
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes all that comes, at once.</summary>
    /// <param name="states">Begins with what is known already.</param>
    /// <param name="onKnown">Called once that has been taken.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TakeAsync(IAsyncEnumerable<ResourceEvent> states, Action onKnown, CancellationToken cancellationToken)
    {
        try
        {
            var isKnown = false;
            await using var coming = states.GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                var next = coming.MoveNextAsync();
                if (!isKnown && !next.IsCompleted)
                {
                    isKnown = true;
                    onKnown();
                }

                if (!await next)
                {
                    return;
                }

                Put(coming.Current);
            }
        }
        finally
        {
            _news.Writer.TryComplete();
        }
    }

    /// <summary>Takes out what has come since the last time.</summary>
    public IReadOnlyList<ResourceEvent> Drain()
    {
        lock (_lock)
        {
            ResourceEvent[] untold = [.. _untold.Values];
            _untold.Clear();
            return untold;
        }
    }

    /// <summary>Waits until there is something to tell.</summary>
    /// <returns>False when nothing will come any more.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (!await _news.Reader.WaitToReadAsync(cancellationToken))
        {
            return false;
        }

        _news.Reader.TryRead(out _);
        return true;
    }

    private void Put(ResourceEvent state)
    {
        lock (_lock)
        {
            _untold[state.ResourceId] = state;
        }

        _news.Writer.TryWrite(true);
    }
}
