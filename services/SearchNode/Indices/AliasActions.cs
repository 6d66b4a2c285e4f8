using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Indices;

/// <summary>Reads an alias's options; unknown ones are refused.</summary>
internal static class AliasActions
{
    public static AliasMetadata Read(JsonObject options)
    {
        var alias = new AliasMetadata();
        foreach (var (name, value) in options)
        {
            alias = name switch
            {
                "filter" => alias with { Filter = value?.DeepClone() },
                "routing" => alias with { IndexRouting = value?.ToString(), SearchRouting = value?.ToString() },
                "index_routing" or "index-routing" or "indexRouting" => alias with { IndexRouting = value?.ToString() },
                "search_routing" or "search-routing" or "searchRouting" => alias with { SearchRouting = value?.ToString() },
                "is_write_index" => alias with { IsWriteIndex = value is null ? null : MappingJson.Flag(value, name) },
                "is_hidden" => alias with { IsHidden = value is null ? null : MappingJson.Flag(value, name) },
                _ => throw Errors.Parse($"Unknown field [{name}] in alias"),
            };
        }

        return alias;
    }

    public static JsonObject ToNode(JsonElement element) => JsonNode.Parse(element.GetRawText()) as JsonObject ?? throw Errors.Parse("an alias is a JSON object");
}
