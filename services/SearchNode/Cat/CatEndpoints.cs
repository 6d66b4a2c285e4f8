using System.Globalization;
using Migration.SearchNode.Cluster;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Cat;

/// <summary><c>_cat/indices</c>, <c>health</c>, <c>count</c> and <c>aliases</c>.</summary>
internal sealed class CatEndpoints(IndexResolver resolver, ClusterHealth health, TimeProvider time) : IEndpoints
{
    public void Map(RouteTable routes)
    {
        routes.Map("GET", "/_cat", _ => RestResponse.Text(200, "=^.^=\n/_cat/aliases\n/_cat/aliases/{alias}\n/_cat/count\n/_cat/count/{index}\n/_cat/health\n/_cat/indices\n/_cat/indices/{index}\n"));
        var parameters = new HashSet<string>(CatTable.Parameters, StringComparer.Ordinal);
        parameters.Remove("index");
        routes.Map("GET", new RestRoute("/_cat/health", request => Task.FromResult(Health(request)), parameters) { BeforeRecovery = true });
        foreach (var tail in new[] { string.Empty, "/{index}" })
        {
            routes.Map("GET", "/_cat/indices" + tail, request => CatIndices.Make(Indices(request, hidden: true), request).Answer(request), [.. CatTable.Parameters, "include_unloaded_segments"]);
            routes.Map("GET", "/_cat/count" + tail, Count, CatTable.Parameters);
        }

        routes.Map("GET", "/_cat/aliases", Aliases, [.. parameters, "name"]);
        routes.Map("GET", "/_cat/aliases/{name}", Aliases, [.. parameters]);
    }

    private IReadOnlyList<IndexService> Indices(RestRequest request, bool hidden)
        => resolver.Indices(request.Value("index"), ResolveOptions.From(request, new ResolveOptions { ExpandHidden = hidden }));

    private RestResponse Health(RestRequest request)
    {
        var summary = health.Summarise(resolver.Indices(null, new ResolveOptions { ExpandHidden = true, IgnoreBroken = true }));
        var now = time.GetUtcNow();
        var total = summary.Active + summary.Unassigned;
        var percent = total == 0 ? 100 : 100.0 * summary.Active / total;
        var table = new CatTable(
            new CatColumn("epoch", "t,time", "seconds since 1970-01-01 00:00:00"),
            new CatColumn("timestamp", "ts,hms,hhmmss", "time in HH:MM:SS"),
            new CatColumn("cluster", "cl", "cluster name"),
            new CatColumn("status", "st", "health status"),
            new CatColumn("node.total", "nt,nodeTotal", "total number of nodes") { IsRight = true },
            new CatColumn("node.data", "nd,nodeData", "number of nodes that can store data") { IsRight = true },
            new CatColumn("discovered_cluster_manager", "dcm", "cluster manager is discovered or not") { IsRight = true },
            new CatColumn("shards", "t,sh,shards.total,shardsTotal", "total number of shards") { IsRight = true },
            new CatColumn("pri", "p,shards.primary,shardsPrimary", "number of primary shards") { IsRight = true },
            new CatColumn("relo", "r,shards.relocating,shardsRelocating", "number of relocating nodes") { IsRight = true },
            new CatColumn("init", "i,shards.initializing,shardsInitializing", "number of initializing nodes") { IsRight = true },
            new CatColumn("unassign", "u,shards.unassigned,shardsUnassigned", "number of unassigned shards") { IsRight = true },
            new CatColumn("pending_tasks", "pt,pendingTasks", "number of pending tasks") { IsRight = true },
            new CatColumn("max_task_wait_time", "mtwt,maxTaskWaitTime", "wait time of longest task pending") { IsRight = true },
            new CatColumn("active_shards_percent", "asp,activeShardsPercent", "active number of shards in percent") { IsRight = true });
        table.Add(
            Text(now.ToUnixTimeSeconds()), now.ToString("HH:mm:ss", CultureInfo.InvariantCulture), health.ClusterName, summary.Status, "1", "1", "true",
            Text(summary.Active), Text(summary.Active), "0", "0", Text(summary.Unassigned), "0", "-", percent.ToString("0.0", CultureInfo.InvariantCulture) + "%");
        return table.Answer(request);
    }

    private RestResponse Count(RestRequest request)
    {
        var now = time.GetUtcNow();
        var count = Indices(request, hidden: false).Sum(index => index.Engine.CountDocuments());
        var table = new CatTable(
            new CatColumn("epoch", "t,time", "seconds since 1970-01-01 00:00:00"),
            new CatColumn("timestamp", "ts,hms,hhmmss", "time in HH:MM:SS"),
            new CatColumn("count", "dc,docs.count,docsCount", "the document count"));
        table.Add(Text(now.ToUnixTimeSeconds()), now.ToString("HH:mm:ss", CultureInfo.InvariantCulture), Text(count));
        return table.Answer(request);
    }

    private RestResponse Aliases(RestRequest request)
    {
        var names = request.List("name");
        var table = new CatTable(
            new CatColumn("alias", "a", "alias name"),
            new CatColumn("index", "i,idx", "index alias points to"),
            new CatColumn("filter", "f,fi", "filter"),
            new CatColumn("routing.index", "ri,routingIndex", "index routing"),
            new CatColumn("routing.search", "rs,routingSearch", "search routing"),
            new CatColumn("is_write_index", "w,isWriteIndex", "write index"));
        foreach (var (index, aliases) in resolver.Resolve(null, ResolveOptions.From(request, new ResolveOptions { ExpandHidden = true })).Select(found => found.Entry))
        {
            foreach (var (name, alias) in aliases)
            {
                if (names.Length == 0 || Wildcard.MatchesAny(names, name))
                {
                    table.Add(
                        name, index.Name, alias.Filter is null ? "-" : "*", alias.IndexRouting ?? "-", alias.SearchRouting ?? "-",
                        alias.IsWriteIndex switch { null => "-", true => "true", _ => "false" });
                }
            }
        }

        return table.Answer(request);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
