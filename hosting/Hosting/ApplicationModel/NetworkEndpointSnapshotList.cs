using System.Collections;
using System.Collections.Concurrent;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The allocated endpoints of one endpoint, by the network from which they are reached.</summary>
public class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly ConcurrentDictionary<string, NetworkEndpointSnapshot> _snapshots = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Records where the endpoint is reached from a network.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpoint">The endpoint as allocated there.</param>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(networkId);
        ArgumentNullException.ThrowIfNull(endpoint);
        GetOrAdd(networkId).Snapshot.SetValue(endpoint);
    }

    /// <summary>Waits until the endpoint is allocated on a network.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The endpoint as allocated there.</returns>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(networkId);
        return GetOrAdd(networkId).Snapshot.GetValueAsync(cancellationToken);
    }

    /// <summary>Adds a value that will be set later.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="snapshot">The value.</param>
    /// <returns>False when the network has one already.</returns>
    [Obsolete("This method is for internal use only and will be marked internal in a future Aspire release. Use AddOrUpdateAllocatedEndpoint instead.")]
    public bool TryAdd(NetworkIdentifier networkId, ValueSnapshot<AllocatedEndpoint> snapshot)
    {
        ArgumentNullException.ThrowIfNull(networkId);
        ArgumentNullException.ThrowIfNull(snapshot);
        return _snapshots.TryAdd(networkId.Value, new NetworkEndpointSnapshot(snapshot, networkId));
    }

    /// <inheritdoc/>
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator() => _snapshots.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal NetworkEndpointSnapshot GetOrAdd(NetworkIdentifier networkId) =>
        _snapshots.GetOrAdd(networkId.Value, _ => new NetworkEndpointSnapshot(new ValueSnapshot<AllocatedEndpoint>(), networkId));
}
