using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>Refresh and flush.</summary>
internal sealed class MaintenanceEndpoints(IndexResolver resolver) : IEndpoints
{
    public void Map(RouteTable routes)
    {
        routes.Map("GET,POST", "/_refresh", Refresh, ResolveOptions.Parameters);
        routes.Map("GET,POST", "/{index}/_refresh", Refresh, ResolveOptions.Parameters);
        routes.Map("GET,POST", "/_flush", FlushAsync, ["force", "wait_if_ongoing", .. ResolveOptions.Parameters]);
        routes.Map("GET,POST", "/{index}/_flush", FlushAsync, ["force", "wait_if_ongoing", .. ResolveOptions.Parameters]);
        routes.Map("POST", "/_forcemerge", ForceMergeAsync, MergeParameters);
        routes.Map("POST", "/{index}/_forcemerge", ForceMergeAsync, MergeParameters);
    }

    private static readonly string[] MergeParameters = ["max_num_segments", "only_expunge_deletes", "primary_only", "flush", "wait_for_completion", .. ResolveOptions.Parameters];

    private RestResponse Refresh(RestRequest request)
    {
        var indices = Indices(request);
        foreach (var index in indices)
        {
            index.Engine.Refresh();
        }

        return Done(indices);
    }

    private async Task<RestResponse> FlushAsync(RestRequest request)
    {
        var indices = Indices(request);
        foreach (var index in indices)
        {
            await index.Engine.FlushAsync(request.Cancelled);
        }

        return Done(indices);
    }

    private async Task<RestResponse> ForceMergeAsync(RestRequest request)
    {
        if (!request.Flag("wait_for_completion", otherwise: true))
        {
            throw Errors.Unsupported("[wait_for_completion: false] of a force merge");
        }

        // There are primaries alone.
        _ = request.Flag("primary_only");
        var onlyDeletes = request.Flag("only_expunge_deletes");
        var flush = request.Flag("flush", otherwise: true);
        var indices = Indices(request);
        foreach (var index in indices)
        {
            index.Engine.ForceMerge(request.Int("max_num_segments", -1), onlyDeletes);
            if (flush)
            {
                await index.Engine.FlushAsync(request.Cancelled);
            }

            index.Engine.Refresh();
        }

        return Done(indices);
    }

    private IReadOnlyList<IndexService> Indices(RestRequest request)
        => resolver.Indices(request.Value("index"), ResolveOptions.From(request, new ResolveOptions { ExpandHidden = true }));

    private static RestResponse Done(IReadOnlyList<IndexService> indices) => RestResponse.Json(200, json =>
    {
        json.WriteStartObject();
        var shards = indices.Sum(index => index.Settings.Shards);
        ShardCounts.Write(json, shards + indices.Sum(index => index.Settings.Shards * index.Settings.Replicas), shards);
        json.WriteEndObject();
    });
}
