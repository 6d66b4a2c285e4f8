using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Cluster;

/// <summary><c>_cluster/health</c>.</summary>
internal sealed class HealthEndpoints(ClusterHealth health, IndexResolver resolver, NodeReadiness readiness, TimeProvider time) : IEndpoints
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private static readonly HashSet<string> Parameters = new(
        [
            "wait_for_status", "timeout", "level", "local", "master_timeout", "cluster_manager_timeout", "wait_for_active_shards", "wait_for_nodes",
            "wait_for_events", "wait_for_no_relocating_shards", "wait_for_no_initializing_shards", "awareness_attribute", .. ResolveOptions.Parameters,
        ],
        StringComparer.Ordinal);

    public void Map(RouteTable routes)
    {
        routes.Map("GET", new RestRoute("/_cluster/health", HealthAsync, Parameters) { BeforeRecovery = true });
        routes.Map("GET", new RestRoute("/_cluster/health/{index}", HealthAsync, Parameters) { BeforeRecovery = true });
    }

    private async Task<RestResponse> HealthAsync(RestRequest request)
    {
        var level = request.Value("level") ?? "cluster";
        if (level is not ("cluster" or "indices" or "shards" or "awareness_attributes"))
        {
            throw Errors.IllegalArgument($"level parameter must be one of [cluster] or [indices] or [shards] but was [{level}]");
        }

        var timedOut = !await WaitAsync(request);
        var summary = Summary(request, timedOut);
        return RestResponse.Json(timedOut ? 408 : 200, json => Write(json, summary, timedOut, level));
    }

    private HealthSummary Summary(RestRequest request, bool waitedInVain)
    {
        var options = ResolveOptions.From(request, new ResolveOptions { IgnoreUnavailable = true, ExpandHidden = true, IgnoreBroken = true });
        var expression = request.Value("index");
        if (expression is not null && !waitedInVain)
        {
            return health.Summarise(resolver.Indices(expression, options));
        }

        return health.Summarise(resolver.Indices(expression, options with { IgnoreUnavailable = true }));
    }

    /// <summary>Nothing here changes by itself, but for the opening of the indices: waiting is for that, or in vain.</summary>
    private async Task<bool> WaitAsync(RestRequest request)
    {
        var timeout = request.Time("timeout") ?? DefaultTimeout;
        var wanted = request.Value("wait_for_status");
        if (wanted is not (null or "green" or "yellow" or "red" or "GREEN" or "YELLOW" or "RED"))
        {
            throw Errors.IllegalArgument($"unknown cluster health status [{wanted}]");
        }

        using var limit = new CancellationTokenSource(timeout < TimeSpan.Zero ? DefaultTimeout : timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, request.Cancelled);
        try
        {
            if (wanted is not null && !readiness.IsReady)
            {
                await readiness.WaitAsync(either.Token);
            }

            while (true)
            {
                // Taken before looking, so that a change in between is not missed.
                var changed = health.ChangedAsync();
                if (IsMet(request, wanted))
                {
                    return true;
                }

                await changed.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!request.Cancelled.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool IsMet(RestRequest request, string? wanted)
    {
        var expression = request.Value("index");
        if (expression is not null && !Wildcard.IsPattern(expression)
            && expression.Split(',').Any(name => resolver.Indices(name, new ResolveOptions { IgnoreUnavailable = true, ExpandHidden = true, IgnoreBroken = true }).Count == 0))
        {
            return false;
        }

        var summary = Summary(request, waitedInVain: true);
        var status = wanted?.ToLowerInvariant() switch
        {
            "green" => summary.Status is "green",
            "yellow" => summary.Status is "green" or "yellow",
            _ => true,
        };
        return status && NodesFit(request.Value("wait_for_nodes")) && ShardsFit(request.Value("wait_for_active_shards"), summary);
    }

    private static bool ShardsFit(string? wanted, HealthSummary summary) => wanted switch
    {
        null => true,
        "all" => summary.Unassigned == 0,
        _ => int.TryParse(wanted, System.Globalization.CultureInfo.InvariantCulture, out var count)
            ? summary.Active >= count
            : throw Errors.IllegalArgument($"cannot parse ActiveShardCount[{wanted}]"),
    };

    private static bool NodesFit(string? wanted)
    {
        if (wanted is null)
        {
            return true;
        }

        var number = wanted.TrimStart('>', '<', '=').Replace("ge(", string.Empty, StringComparison.Ordinal).Replace("le(", string.Empty, StringComparison.Ordinal)
            .Replace("gt(", string.Empty, StringComparison.Ordinal).Replace("lt(", string.Empty, StringComparison.Ordinal).TrimEnd(')');
        if (!int.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var count))
        {
            throw Errors.IllegalArgument($"cannot parse wait_for_nodes [{wanted}]");
        }

        return wanted switch
        {
            ['>', '=', ..] => count <= 1,
            ['<', '=', ..] => count >= 1,
            ['>', ..] => count < 1,
            ['<', ..] => count > 1,
            ['g', 'e', ..] => count <= 1,
            ['l', 'e', ..] => count >= 1,
            ['g', 't', ..] => count < 1,
            ['l', 't', ..] => count > 1,
            _ => count == 1,
        };
    }

    private void Write(Utf8JsonWriter json, HealthSummary summary, bool timedOut, string level)
    {
        json.WriteStartObject();
        json.WriteString("cluster_name", health.ClusterName);
        json.WriteString("status", summary.Status);
        json.WriteBoolean("timed_out", timedOut);
        json.WriteNumber("number_of_nodes", 1);
        json.WriteNumber("number_of_data_nodes", 1);
        json.WriteBoolean("discovered_master", true);
        json.WriteBoolean("discovered_cluster_manager", true);
        HealthSummary.WriteCounts(json, summary);
        json.WriteNumber("delayed_unassigned_shards", 0);
        json.WriteNumber("number_of_pending_tasks", 0);
        json.WriteNumber("number_of_in_flight_fetch", 0);
        json.WriteNumber("task_max_waiting_in_queue_millis", 0);
        json.WriteNumber("active_shards_percent_as_number", summary.Active + summary.Unassigned == 0 ? 100.0 : 100.0 * summary.Active / (summary.Active + summary.Unassigned));
        if (level is "indices" or "shards")
        {
            json.WriteStartObject("indices");
            foreach (var index in summary.Indices)
            {
                HealthSummary.WriteIndex(json, index, level is "shards");
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
