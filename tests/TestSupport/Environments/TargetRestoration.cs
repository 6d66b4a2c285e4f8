using System.Collections.Concurrent;
using System.Net;
using Migration.TestSupport.Marketplace;

namespace Migration.TestSupport.Environments;

/// <summary>
/// What the checks leave in an environment that others use, and its end: the routing flag goes back to the version that it had, and each listing that
/// a check has made and not deleted is deleted as its owner would. Nobody does that for a run that is killed.
/// </summary>
internal sealed class TargetRestoration(Uri monolith)
{
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<long, object> _owners = new();
    private long? _version;

    /// <summary>Before anything is changed.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        using var marketplace = new MarketplaceClient(monolith);
        _version = (await new RoutingAdmin(marketplace).ReadAsync(cancellationToken)).GetProperty("version").GetInt64();
    }

    public void Made(long listing, object owner) => _owners[listing] = owner;

    public void Deleted(long listing) => _owners.TryRemove(listing, out _);

    /// <exception cref="InvalidOperationException">Something is left, and what.</exception>
    public async Task UndoAsync(CancellationToken cancellationToken)
    {
        using var marketplace = new MarketplaceClient(monolith);
        if (_version is { } version)
        {
            await new RoutingAdmin(marketplace).GoBackToAsync(version, cancellationToken);
        }

        var left = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_owners, options, async (made, token) =>
        {
            var answer = await marketplace.SendAsync(new MarketplaceRequest(HttpMethod.Delete, $"{MarketplaceClient.ListingsPath}/{made.Key}") { User = made.Value }, token);
            if (answer.Status is not (HttpStatusCode.NoContent or HttpStatusCode.OK or HttpStatusCode.NotFound))
            {
                left.Add($"{made.Key} of user {made.Value} ({answer})");
            }
        });
        if (!left.IsEmpty)
        {
            throw new InvalidOperationException($"These listings of checks are left at {monolith}: {string.Join(", ", left)}");
        }
    }
}
