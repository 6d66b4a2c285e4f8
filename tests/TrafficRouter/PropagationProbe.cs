using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Migration.TestSupport.Marketplace;

namespace Migration.TrafficRouter.Suite;

/// <summary>Requests without a pause, from several workers to each of several instances, each with the moment at which it was sent.</summary>
internal sealed class PropagationProbe : IAsyncDisposable
{
    private const int WorkersPerInstance = 4;

    private readonly ConcurrentQueue<(long Sent, long FlagVersion)> _answers = new();
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _work;

    public PropagationProbe(IEnumerable<MarketplaceClient> instances, long listing)
    {
        _work = Task.WhenAll(instances
            .SelectMany(instance => Enumerable.Range(0, WorkersPerInstance).Select(worker => AskAsync(instance, listing, Crowd.FirstUser + worker))));
    }

    public int Answers => _answers.Count;

    /// <summary>From a moment to the sending of the last request that was decided by an earlier version; zero if there was none.</summary>
    public TimeSpan LastOlderThan(long version, long since)
    {
        var last = _answers.Where(answer => answer.FlagVersion < version && answer.Sent > since).Select(answer => answer.Sent).DefaultIfEmpty(since).Max();
        return Stopwatch.GetElapsedTime(since, last);
    }

    public async Task StopAsync()
    {
        await _ends.CancelAsync();
        await _work.WaitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ends.Dispose();
    }

    private async Task AskAsync(MarketplaceClient instance, long listing, long user)
    {
        while (!_ends.IsCancellationRequested)
        {
            var sent = Stopwatch.GetTimestamp();
            var answer = await instance.GlanceAsync(listing, user, CancellationToken.None);
            _answers.Enqueue((sent, long.Parse(answer.Header("X-Routing-Flag-Version")!, CultureInfo.InvariantCulture)));
        }
    }
}
