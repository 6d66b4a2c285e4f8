using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Search;

/// <summary>One key of a sort.</summary>
internal sealed record SortSpec(string Field, bool Descending)
{
    public const string Score = "_score";
    public const string Document = "_doc";
    public const string ShardDocument = "_shard_doc";

    /// <summary><c>_last</c>, <c>_first</c> or a value that stands for what is missing.</summary>
    public FieldValue? Missing { get; init; }

    public string? UnmappedType { get; init; }

    /// <summary><c>min</c> or <c>max</c> of several values; else what the direction implies.</summary>
    public string? Mode { get; init; }

    public string? Format { get; init; }

    public static IReadOnlyList<SortSpec> Parse(JsonElement element)
        => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(ParseOne)] : [.. ParseOne(element)];

    /// <summary><c>sort=price:desc,_score</c> in the query string.</summary>
    public static IReadOnlyList<SortSpec> ParseText(IEnumerable<string> parts)
        => [.. parts.Select(part =>
        {
            var colon = part.LastIndexOf(':');
            return colon < 0 ? Simple(part) : new SortSpec(part[..colon], IsDescending(part[(colon + 1)..]));
        })];

    private static IEnumerable<SortSpec> ParseOne(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                yield return Simple(element.GetString()!);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    yield return property.Value.ValueKind == JsonValueKind.Object
                        ? WithOptions(property.Name, property.Value)
                        : new SortSpec(property.Name, IsDescending(property.Value.ToString()));
                }

                break;
            default:
                throw Errors.IllegalArgument("malformed sort format, within the sort array, an object, or an actual string are allowed");
        }
    }

    private static SortSpec Simple(string field) => new(field, field is Score);

    private static SortSpec WithOptions(string field, JsonElement options)
    {
        if (field is "_geo_distance" or "_script")
        {
            throw Errors.Unsupported($"sort by [{field}]");
        }

        var sort = Simple(field);
        foreach (var option in options.EnumerateObject())
        {
            sort = option.Name switch
            {
                "order" => sort with { Descending = IsDescending(option.Value.ToString()) },
                "missing" => sort with { Missing = FieldValue.From(option.Value) },
                "unmapped_type" => sort with { UnmappedType = option.Value.ToString() },
                "mode" => sort with { Mode = ModeOf(option.Value.ToString()) },
                "format" => sort with { Format = option.Value.ToString() },
                "numeric_type" or "nested" => throw Errors.Unsupported($"sort option [{option.Name}] of field [{field}]"),
                _ => throw Errors.XContentParse($"[field_sort] unknown field [{option.Name}]"),
            };
        }

        return sort;
    }

    private static string ModeOf(string mode) => mode is "min" or "max" ? mode
        : mode is "sum" or "avg" or "median" ? throw Errors.Unsupported($"sort mode [{mode}]")
        : throw Errors.IllegalArgument($"Unknown SortMode [{mode}]");

    private static bool IsDescending(string order) => order.ToLowerInvariant() switch
    {
        "asc" => false,
        "desc" => true,
        _ => throw Errors.IllegalArgument($"No enum constant org.opensearch.search.sort.SortOrder.{order.ToUpperInvariant()}"),
    };
}
