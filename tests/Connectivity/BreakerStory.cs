using System.Diagnostics;
using Migration.TestSupport;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Faults;
using Migration.TestSupport.Marketplace;

namespace Migration.Connectivity.Suite;

/// <summary>
/// What happens to ListListings, which no other check uses, when the microservice fails it: from closed to open to half-open to closed, over
/// the wire and in real time. It begins at once.
/// </summary>
internal sealed class BreakerStory : IAsyncDisposable
{
    public const string Operation = "ListListings";
    private const long User = 3;

    /// <summary>The breaker's thirty seconds, and some for a machine with other things to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly MigrationEnvironment _environment;
    private readonly MarketplaceClient _marketplace;
    private readonly RoutingAdmin _routing;
    private readonly CancellationTokenSource _ends = new();
    private readonly Task<BreakerRecord> _told;

    public BreakerStory(MigrationEnvironment environment, MarketplaceClient marketplace, RoutingAdmin routing)
    {
        (_environment, _marketplace, _routing) = (environment, marketplace, routing);
        _told = TellAsync(_ends.Token);
    }

    /// <summary>Waits for the end, and throws what went wrong on the way.</summary>
    public Task<BreakerRecord> EndAsync(CancellationToken cancellationToken) => _told.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await ((Task)_told).WaitAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ends.Dispose();
    }

    private async Task<BreakerRecord> TellAsync(CancellationToken cancellationToken)
    {
        var record = new BreakerRecord();
        var outage = new { name = "outage", type = "status", method = Operation, attributes = new { code = "UNAVAILABLE" } };
        var clock = new Stopwatch();
        await using (var fault = await _environment.Faults.InjectAsync(Roads.MonolithToListings, outage, cancellationToken))
        {
            record.Before = await _routing.BreakerAsync(Operation, cancellationToken);
            while (record.Opened is null && record.UntilOpen.Count < 5)
            {
                // From before the failure: however late the answer comes back, the break has not begun earlier.
                clock.Restart();
                record.UntilOpen.Add(await ListAsync(cancellationToken));
                record.Opened = await _routing.BreakerAsync(Operation, cancellationToken) is "open" and var state ? state : null;
            }

            record.AttemptsUntilOpen = await fault.SeenAsync(cancellationToken);
            record.WhileOpen = await ListAsync(cancellationToken);
            record.AttemptsWhileOpen = await fault.SeenAsync(cancellationToken) - record.AttemptsUntilOpen;
        }

        record.Probe = await Eventually.SatisfiesAsync(
            ListAsync, answer => answer.ServedBy == "microservice", $"the breaker of {Operation} lets a probe through", Patience, cancellationToken);
        record.OpenFor = clock.Elapsed;
        record.AfterOneSuccess = await _routing.BreakerAsync(Operation, cancellationToken);
        record.SecondProbe = await ListAsync(cancellationToken);
        record.AfterTwoSuccesses = await _routing.BreakerAsync(Operation, cancellationToken);
        return record;
    }

    private Task<MarketplaceAnswer> ListAsync(CancellationToken cancellationToken)
        => _marketplace.SendAsync(
            new MarketplaceRequest(HttpMethod.Get, MarketplaceClient.ListingsPath + "?limit=1") { User = User, Operation = Operation }, cancellationToken);
}
