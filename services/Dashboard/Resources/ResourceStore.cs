using System.Threading.Channels;

namespace Migration.Dashboard.Resources;


/// <summary>The newest view of the environment, and those who want to know when it changes. Every member may be called from any thread.</summary>
public sealed class ResourceStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceInfo> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _order = [];
    private readonly List<Action> _watchers = [];
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _version;
    private ResourceView _view = new(ResourceLink.Absent, []);

    public ResourceView View => Volatile.Read(ref _view);

    /// <summary>Moves with each change.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>
    /// Somebody looks: from now on the engine is followed. Not before, for while the environment starts every service wants the processor.
    /// </summary>
    public void Ask() => _asked.Writer.TryWrite(true);

    /// <summary>Calls back after each change, on the thread that made it: the callback must only take note.</summary>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Watch(Action onChange)
    {
        lock (_lock)
        {
            _watchers.Add(onChange);
        }

        return new Watcher(() =>
        {
            lock (_lock)
            {
                _watchers.Remove(onChange);
            }
        });
    }

    internal async Task WaitUntilAskedAsync(CancellationToken cancellationToken) => await _asked.Reader.WaitToReadAsync(cancellationToken);

    internal void Apply(ResourceMessage message)
    {
        lock (_lock)
        {
            if (string.Equals(message.Type, ResourceMessage.Snapshot, StringComparison.Ordinal))
            {
                _resources.Clear();
                _order.Clear();
            }

            foreach (var resource in message.Resources ?? [])
            {
                if (!_resources.ContainsKey(resource.Id))
                {
                    _order.Add(resource.Id);
                }

                _resources[resource.Id] = resource;
            }

            IReadOnlyList<ResourceInfo> shown = [.. _order.Select(id => _resources[id]).Where(resource => !resource.IsHidden)];
            _view = new ResourceView(ResourceLink.Connected, shown, message.Application ?? _view.Application);
        }

        Tell();
    }

    /// <summary>The resources stay as they were seen last.</summary>
    internal void SetLink(ResourceLink link, string? problem = null)
    {
        lock (_lock)
        {
            _view = _view with { Link = link, Problem = problem };
        }

        Tell();
    }

    private void Tell()
    {
        Interlocked.Increment(ref _version);
        Action[] watchers;
        lock (_lock)
        {
            watchers = [.. _watchers];
        }

        foreach (var watcher in watchers)
        {
            watcher();
        }
    }

    private sealed class Watcher(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
