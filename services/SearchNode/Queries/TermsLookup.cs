using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>The values of a terms query that stand in a document, of this index or another one.</summary>
internal static class TermsLookup
{
    /// <returns>None where the document or its field is not there: the query then matches nothing.</returns>
    public static FieldValue[] Read(JsonElement lookup, QueryContext context)
    {
        var options = QueryOptions.Of("terms", lookup);
        var (index, id, path) = (Part(options, "index"), Part(options, "id"), Part(options, "path"));

        // One shard holds everything: wherever it is routed to, the document is there.
        _ = options.Text("routing");
        options.RefuseUnknown();
        var service = (context.Resolver ?? throw Errors.Unsupported("a terms lookup in this place")).Single(index);
        service.CheckReadable();
        if (service.Engine.Get(id) is not { } document)
        {
            return [];
        }

        using var source = JsonDocument.Parse(document.Source, JsonFormat.Document);
        var values = new List<FieldValue>();
        Collect(source.RootElement, path, values);
        return [.. values];
    }

    private static string Part(QueryOptions options, string name)
        => options.Text(name) ?? throw Errors.Parsing($"[terms] query lookup element requires specifying the {name}.");

    /// <summary>Through objects by name, through arrays into each of their members; a name may itself have dots.</summary>
    private static void Collect(JsonElement element, string path, List<FieldValue> values)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, path, values);
            }
        }
        else if (path.Length == 0)
        {
            if (FieldValue.From(element) is { IsNull: false } value)
            {
                values.Add(value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject().Where(member => path.StartsWith(member.Name, StringComparison.Ordinal)))
            {
                if (path.Length == member.Name.Length || path[member.Name.Length] == '.')
                {
                    Collect(member.Value, path[Math.Min(path.Length, member.Name.Length + 1)..], values);
                }
            }
        }
    }
}
