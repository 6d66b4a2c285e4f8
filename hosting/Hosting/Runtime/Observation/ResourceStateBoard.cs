using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Observation;

/// <summary>The newest event of every instance, and those who watch. One lock: everybody sees the same order.</summary>
internal sealed class ResourceStateBoard
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyList<string>> _instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> _watchers = [];

    public void RegisterInstances(string resourceName, IReadOnlyList<string> instanceIds)
    {
        lock (_lock)
        {
            // What was published under the name alone, before the ids were known, becomes the instances' beginning.
            if (_states.Remove(resourceName, out var early))
            {
                foreach (var instanceId in instanceIds)
                {
                    _states[instanceId] = new ResourceEvent(early.Resource, instanceId, early.Snapshot);
                }
            }

            _instances[resourceName] = instanceIds;
        }
    }

    public IReadOnlyList<string> GetInstanceIds(string nameOrId)
    {
        lock (_lock)
        {
            return _instances.TryGetValue(nameOrId, out var ids) ? ids : [nameOrId];
        }
    }

    public bool IsInstance(string id)
    {
        lock (_lock)
        {
            return _instances.Values.Any(ids => ids.Contains(id, StringComparer.OrdinalIgnoreCase));
        }
    }

    /// <summary>The newest event of an instance, or of the first instance of a resource.</summary>
    public ResourceEvent? Find(string nameOrId)
    {
        lock (_lock)
        {
            var id = _instances.TryGetValue(nameOrId, out var ids) ? ids[0] : nameOrId;
            return _states.GetValueOrDefault(id);
        }
    }

    public void Update(IResource resource, string resourceId, Func<CustomResourceSnapshot?, CustomResourceSnapshot> change)
    {
        lock (_lock)
        {
            var changed = new ResourceEvent(resource, resourceId, change(_states.GetValueOrDefault(resourceId)?.Snapshot));
            _states[resourceId] = changed;
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(changed);
            }
        }
    }

    public async IAsyncEnumerable<ResourceEvent> WatchAsync(
        CancellationToken disposing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var known in _states.Values)
            {
                channel.Writer.TryWrite(known);
            }

            _watchers.Add(channel);
        }

        using var ending = disposing.Register(() => channel.Writer.TryComplete());
        try
        {
            await foreach (var resourceEvent in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return resourceEvent;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel);
            }
        }
    }
}
