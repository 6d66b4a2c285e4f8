using System.Text.Json;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Documents;

/// <summary>One document of an <c>_mget</c>.</summary>
internal sealed record MultiGetItem(string Index, string Id, SourceFilter Source)
{
    public static List<MultiGetItem> ParseAll(JsonElement body, string? index, SourceFilter source)
    {
        var items = new List<MultiGetItem>();
        foreach (var part in body.EnumerateObject())
        {
            switch (part.Name)
            {
                case "docs":
                    items.AddRange(part.Value.EnumerateArray().Select(item => Parse(item, index, source)));
                    break;
                case "ids":
                    items.AddRange(part.Value.EnumerateArray().Select(id => Make(index, id.ToString(), source)));
                    break;
                default:
                    throw Errors.Parsing($"unknown key [{part.Name}] for a {part.Value.ValueKind}, expected [docs] or [ids]");
            }
        }

        return items.Count > 0 ? items : throw Errors.Validation("no documents to get");
    }

    private static MultiGetItem Parse(JsonElement item, string? index, SourceFilter source)
    {
        string? id = null;
        foreach (var part in item.EnumerateObject())
        {
            switch (part.Name)
            {
                case "_index":
                    index = part.Value.ToString();
                    break;
                case "_id":
                    id = part.Value.ToString();
                    break;
                case "_source":
                    source = SourceFilter.Parse(part.Value);
                    break;
                case "routing" or "_routing":
                    break;
                default:
                    throw Errors.Unsupported($"[{part.Name}] of a multi get");
            }
        }

        return Make(index, id, source);
    }

    private static MultiGetItem Make(string? index, string? id, SourceFilter source)
        => index is null ? throw Errors.Validation("index is missing for doc 0")
            : id is null ? throw Errors.Validation("id is missing for doc 0")
            : new MultiGetItem(index, id, source);
}
