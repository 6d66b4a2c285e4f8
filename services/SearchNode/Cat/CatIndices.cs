using System.Globalization;
using Migration.SearchNode.Cluster;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Cat;

/// <summary>The table of indices.</summary>
internal static class CatIndices
{
    public static CatTable Make(IReadOnlyList<IndexService> indices, RestRequest request)
    {
        var table = new CatTable(
            new CatColumn("health", "h", "current health status"),
            new CatColumn("status", "s", "open/close status"),
            new CatColumn("index", "i,idx", "index name"),
            new CatColumn("uuid", "id,uuid", "index uuid"),
            new CatColumn("pri", "p,shards.primary,shardsPrimary", "number of primary shards") { IsRight = true },
            new CatColumn("rep", "r,shards.replica,shardsReplica", "number of replica shards") { IsRight = true },
            new CatColumn("docs.count", "dc,docsCount", "available docs") { IsRight = true },
            new CatColumn("docs.deleted", "dd,docsDeleted", "deleted docs") { IsRight = true },
            new CatColumn("creation.date", "cd", "index creation date (millisecond value)") { IsRight = true, IsDefault = false },
            new CatColumn("creation.date.string", "cds", "index creation date (as string)") { IsRight = true, IsDefault = false },
            new CatColumn("store.size", "ss,storeSize", "store size of primaries & replicas") { IsRight = true },
            new CatColumn("pri.store.size", string.Empty, "store size of primaries") { IsRight = true });
        var wanted = request.Value("health");
        foreach (var index in indices.Where(index => wanted is null || HealthSummary.StatusOf(index).Equals(wanted, StringComparison.OrdinalIgnoreCase)))
        {
            Add(table, index, request.Value("bytes"));
        }

        return table;
    }

    private static void Add(CatTable table, IndexService index, string? unit)
    {
        var handle = index.Engine.Acquire();
        try
        {
            var size = Size(index.Engine.StoreBytes, unit);
            table.Add(
                HealthSummary.StatusOf(index), "open", index.Name, index.Uuid, Text(index.Settings.Shards), Text(index.Settings.Replicas),
                Text(handle.Reader.NumDocs), Text(handle.Reader.NumDeletedDocs), Text(index.Metadata.CreationDate),
                DateTimeOffset.FromUnixTimeMilliseconds(index.Metadata.CreationDate).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                size, size);
        }
        finally
        {
            handle.Release();
        }
    }

    private static string Size(long bytes, string? unit) => unit switch
    {
        null => ByteSize.Show(bytes),
        "b" => Text(bytes),
        "k" or "kb" => Text(bytes >> 10),
        "m" or "mb" => Text(bytes >> 20),
        "g" or "gb" => Text(bytes >> 30),
        "t" or "tb" => Text(bytes >> 40),
        "p" or "pb" => Text(bytes >> 50),
        _ => throw Errors.IllegalArgument($"No enum constant for bytes [{unit}]"),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
