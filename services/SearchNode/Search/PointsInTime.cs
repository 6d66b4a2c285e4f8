using System.Collections.Concurrent;
using System.Security.Cryptography;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Search;

/// <summary>The points in time that clients keep open. One that is not used for as long as it was asked to live is let go.</summary>
internal sealed class PointsInTime(TimeProvider time) : IDisposable
{
    private const int MaxOpen = 300;

    private static readonly TimeSpan MaxKeepAlive = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, PointInTime> _open = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PointInTime> Open
    {
        get
        {
            Sweep();
            return [.. _open.Values];
        }
    }

    public PointInTime Create(IReadOnlyList<ResolvedIndex> indices, TimeSpan keepAlive)
    {
        Sweep();
        CheckKeepAlive(keepAlive);
        if (_open.Count >= MaxOpen)
        {
            throw new OpenSearchException(
                429, "rejected_execution_exception", $"Trying to create too many Point In Time contexts. Must be less than or equal to: [{MaxOpen}].");
        }

        var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(33)).Replace('+', '-').Replace('/', '_');
        var point = new PointInTime(id, SearchTargets.Open(indices), time, keepAlive);
        _open[id] = point;
        return point;
    }

    /// <summary>Holds a point while a search runs on it.</summary>
    public PointInTime.Use Use(string id, TimeSpan? keepAlive)
    {
        Sweep();
        if (keepAlive is { } longer)
        {
            CheckKeepAlive(longer);
        }

        return _open.TryGetValue(id, out var point) && point.TryUse(keepAlive, out var use) ? use : throw Missing(id);
    }

    public bool Delete(string id)
    {
        if (!_open.TryRemove(id, out var point))
        {
            return false;
        }

        point.Close();
        return true;
    }

    public void Dispose()
    {
        foreach (var id in _open.Keys)
        {
            Delete(id);
        }
    }

    /// <summary>Lets go of what lived out its time.</summary>
    public void Sweep()
    {
        foreach (var (id, point) in _open)
        {
            if (point.IsExpired)
            {
                Delete(id);
            }
        }
    }

    private static void CheckKeepAlive(TimeSpan keepAlive)
    {
        if (keepAlive > MaxKeepAlive)
        {
            throw Errors.IllegalArgument(
                $"Keep alive for request ({keepAlive}) is too large. It must be less than (1d). This limit can be set by changing the [point_in_time.max_keep_alive] cluster level setting.");
        }

        if (keepAlive <= TimeSpan.Zero)
        {
            throw Errors.IllegalArgument("keep_alive must be positive");
        }
    }

    private static OpenSearchException Missing(string id)
    {
        var root = new OpenSearchException(404, "search_context_missing_exception", $"No search context found for id [{id}]");
        return new OpenSearchException(404, "search_phase_execution_exception", "all shards failed") { Root = root }
            .With("phase", "query")
            .With("grouped", true)
            .With("failed_shards", (Action<System.Text.Json.Utf8JsonWriter>)(json =>
            {
                json.WriteStartArray();
                json.WriteEndArray();
            }));
    }
}
