using System.Text.Json;
using System.Text.Json.Nodes;

namespace Migration.SearchNode.Indices;

/// <summary>What <c>include_defaults</c> shows: the values of settings that nobody set.</summary>
internal static class DefaultSettings
{
    private static readonly IndexSettings All = IndexSettings.Parse(JsonSerializer.SerializeToElement(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["index.refresh_interval"] = "1s",
        ["index.max_result_window"] = "10000",
        ["index.max_terms_count"] = "65536",
        ["index.gc_deletes"] = "60s",
        ["index.mapping.total_fields.limit"] = "1000",
        ["index.analyze.max_token_count"] = "10000",
        ["index.translog.durability"] = "REQUEST",
        ["index.translog.sync_interval"] = "5s",
        ["index.translog.flush_threshold_size"] = "512mb",
        ["index.blocks.write"] = "false",
        ["index.blocks.read"] = "false",
        ["index.blocks.read_only"] = "false",
        ["index.hidden"] = "false",
    }));

    public static JsonObject Missing(IndexSettings given, bool flat)
    {
        var names = All.Keys.Except(given.Keys, StringComparer.Ordinal).ToArray();
        return flat ? All.ToFlat(names) : All.ToNested(names);
    }
}
