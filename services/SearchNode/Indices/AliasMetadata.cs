using System.Text.Json.Nodes;

namespace Migration.SearchNode.Indices;

/// <summary>One alias of one index.</summary>
internal sealed record AliasMetadata
{
    public JsonNode? Filter { get; init; }

    public string? IndexRouting { get; init; }

    public string? SearchRouting { get; init; }

    public bool? IsWriteIndex { get; init; }

    public bool? IsHidden { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        Add("filter", Filter?.DeepClone());
        Add("index_routing", IndexRouting);
        Add("search_routing", SearchRouting);
        Add("is_write_index", IsWriteIndex);
        Add("is_hidden", IsHidden);
        return json;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    public static AliasMetadata FromJson(JsonObject json) => new()
    {
        Filter = json["filter"]?.DeepClone(),
        IndexRouting = (json["index_routing"] ?? json["routing"])?.ToString(),
        SearchRouting = (json["search_routing"] ?? json["routing"])?.ToString(),
        IsWriteIndex = json["is_write_index"]?.GetValue<bool>(),
        IsHidden = json["is_hidden"]?.GetValue<bool>(),
    };
}
