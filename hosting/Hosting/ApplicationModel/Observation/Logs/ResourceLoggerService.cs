using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Logs;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the newest 10,000 log lines of every resource and streams the coming ones.</summary>
/// <remarks>
/// A name is a resource's name in the model or the id of one of its instances. With one instance both mean the same log; with
/// several the model's name gives the lines of all of them.
/// </remarks>
public class ResourceLoggerService : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _parents = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a service without lines.</summary>
    public ResourceLoggerService()
        : this(TimeProvider.System)
    {
    }

    internal ResourceLoggerService(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>A logger whose lines end in the resource's log.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The logger; error and critical lines count as stderr.</returns>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetLogger(resource.Name);
    }

    /// <summary>A logger whose lines end in the resource's log.</summary>
    /// <param name="resourceName">Name or instance id.</param>
    /// <returns>The logger; error and critical lines count as stderr.</returns>
    public ILogger GetLogger(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return new ResourceLogger(line => Append(resourceName, line.Text, line.IsError));
    }

    /// <summary>Replays the lines that are kept, then streams the coming ones in batches until the log is completed.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>Batches, none of them empty.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(resource.Name);
    }

    /// <summary>Replays the lines that are kept, then streams the coming ones in batches until the log is completed.</summary>
    /// <param name="resourceName">Name or instance id.</param>
    /// <returns>Batches, none of them empty.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return GetLog(resourceName).WatchAsync();
    }

    /// <summary>The lines that are kept now.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>One batch, or none if nothing was logged.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetAllAsync(resource.Name);
    }

    /// <summary>The lines that are kept now.</summary>
    /// <param name="resourceName">Name or instance id.</param>
    /// <returns>One batch, or none if nothing was logged.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return ReadAllAsync(GetLog(resourceName));
    }

    /// <summary>Ends the streams of those who watch; lines may still be added for later ones.</summary>
    /// <param name="resource">The resource.</param>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Complete(resource.Name);
    }

    /// <summary>Ends the streams of those who watch; lines may still be added for later ones.</summary>
    /// <param name="name">Name or instance id.</param>
    public void Complete(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        GetLog(name).Complete();
    }

    /// <summary>Forgets the lines that are kept; those who watch go on.</summary>
    /// <param name="resourceName">Name or instance id.</param>
    public void ClearBacklog(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        GetLog(resourceName).Clear();
    }

    /// <summary>Ends all streams.</summary>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Tells what the instances of a resource are called.</summary>
    internal void RegisterInstances(string resourceName, IReadOnlyList<string> instanceIds)
    {
        if (instanceIds.Count == 1)
        {
            _aliases[instanceIds[0]] = resourceName;
            return;
        }

        foreach (var instanceId in instanceIds)
        {
            _parents[instanceId] = resourceName;
        }
    }

    internal void Append(string resourceName, string text, bool isError)
    {
        var entry = new LogEntry(text, isError, _timeProvider.GetUtcNow(), resourceName);
        GetLog(resourceName).Append(entry);
        if (_parents.TryGetValue(resourceName, out var parent))
        {
            GetLog(parent).Append(entry);
        }
    }

    /// <summary>The lines that are kept, and those to come with the time and the writer of each.</summary>
    /// <param name="resourceName">Name or instance id.</param>
    /// <param name="capacity">How many lines a follower may fall behind before it loses the oldest.</param>
    internal LogFollower Follow(string resourceName, int capacity) => GetLog(resourceName).Follow(capacity);

    /// <summary>The newest lines of a resource, oldest first.</summary>
    internal IReadOnlyList<string> GetLastLines(string resourceName, int count) => GetLog(resourceName).LastLines(count);

    private ResourceLog GetLog(string name) =>
        _logs.GetOrAdd(_aliases.TryGetValue(name, out var resourceName) ? resourceName : name, static _ => new ResourceLog());

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAllAsync(
        ResourceLog log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask;
        var lines = log.Snapshot();
        if (lines.Count > 0)
        {
            yield return lines;
        }
    }
}
