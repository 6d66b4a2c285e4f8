using System.Security.Cryptography;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Documents;

/// <summary>Carries out writes: finds or makes the index, teaches the mapping what is new, and hands over to the engine.</summary>
internal sealed class DocumentWriter(IndexRegistry registry, IndexResolver resolver)
{
    /// <summary>A mapping that other writers change at the same time may need a few rounds.</summary>
    private const int MaxMappingRounds = 10;

    /// <summary>The index that a write goes to, made if it is not there yet.</summary>
    public async Task<IndexService> TargetAsync(WriteRequest request, CancellationToken cancelled)
    {
        if (request.RequireAlias && !resolver.IsAlias(request.Index))
        {
            throw new OpenSearchException(
                    404, "index_not_found_exception", $"no such index [{request.Index}] and [require_alias] request flag is [true] and [{request.Index}] is not an alias")
                .With("index", request.Index)
                .With("index_uuid", "_na_");
        }

        var index = resolver.WriteTarget(request.Index);
        if (index is null)
        {
            try
            {
                index = await registry.CreateAsync(request.Index, IndexDefinition.Empty, cancelled);
            }
            catch (OpenSearchException exists) when (exists.ErrorType is "resource_already_exists_exception")
            {
                index = registry.Find(request.Index)!;
            }
        }

        index.CheckWritable();
        return index;
    }

    public async Task<WriteResult> IndexAsync(IndexService index, WriteRequest request, CancellationToken cancelled)
        => Index(index, request, await ParseAsync(index, request, request.Id ?? NewId(), cancelled));

    /// <param name="index">Where it goes.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="document">Its document, parsed by the index's mapping.</param>
    public static WriteResult Index(IndexService index, WriteRequest request, ParsedDocument document)
    {
        CheckRouting(index, request);
        try
        {
            var result = index.Engine.Index(document, request.Conditions, idIsNew: request.Id is null);
            index.Counters.CountIndexed();
            return result;
        }
        catch (OpenSearchException conflict) when (conflict.Status == 409)
        {
            throw Locate(conflict, index);
        }
    }

    public static WriteResult Delete(IndexService index, WriteRequest request)
    {
        CheckRouting(index, request);
        try
        {
            var result = index.Engine.Delete(request.Id!, request.Conditions);
            index.Counters.CountDeleted();
            return result;
        }
        catch (OpenSearchException conflict) when (conflict.Status == 409)
        {
            throw Locate(conflict, index);
        }
    }

    /// <summary>Waits for the disk, and for searches if asked to.</summary>
    public static async Task<bool> CompleteAsync(IndexService index, long position, RefreshPolicy refresh, CancellationToken cancelled)
    {
        await index.Engine.SyncAsync(position);
        switch (refresh)
        {
            case RefreshPolicy.Immediate:
                index.Engine.Refresh();
                return true;
            case RefreshPolicy.WaitFor:
                return await index.Engine.WaitForRefreshAsync(cancelled);
            default:
                return false;
        }
    }

    public static OpenSearchException Locate(OpenSearchException error, IndexService index)
        => error.With("index", index.Name).With("shard", "0").With("index_uuid", index.Uuid);

    /// <summary>Twenty characters, as OpenSearch makes them.</summary>
    public static string NewId()
        => Convert.ToBase64String(RandomNumberGenerator.GetBytes(15)).Replace('+', '-').Replace('/', '_');

    private static void CheckRouting(IndexService index, WriteRequest request)
    {
        if (index.Mapping.RoutingRequired && request.Routing is null)
        {
            throw new OpenSearchException(400, "routing_missing_exception", $"routing is required for [{index.Name}]/[{request.Id}]")
                .With("index", index.Name)
                .With("index_uuid", index.Uuid);
        }
    }

    private async Task<ParsedDocument> ParseAsync(IndexService index, WriteRequest request, string id, CancellationToken cancelled)
    {
        CheckRouting(index, request);
        for (var round = 0; round < MaxMappingRounds; round++)
        {
            var mapping = index.Mapping;
            if (DocumentParser.Parse(mapping, id, request.Routing, request.Source) is { } document)
            {
                return document;
            }

            await registry.UpdateMappingAsync(index, DynamicMapping.Infer(mapping, request.Source), cancelled);
        }

        throw Errors.MapperParsing($"the mapping of [{index.Name}] did not settle for document [{id}]");
    }
}
