using System.Globalization;
using System.Text.Json;

namespace Migration.DataSync.Verification;

/// <summary>A document that is not what the database says.</summary>
/// <param name="Id">The listing.</param>
/// <param name="What">missing_in_index, stale_in_index or extra_in_index.</param>
/// <param name="Row">The listing's version; 0 without a listing.</param>
/// <param name="Document">The document's version; 0 without a document.</param>
/// <param name="Fields">Which values differ.</param>
internal sealed record DocumentFinding(long Id, string What, long Row, long Document, IReadOnlyList<FieldDifference> Fields)
{
    private static readonly string[] Compared =
        ["uuid", "user_id", "storefront_id", "category_id", "title", "description", "price", "currency", "status", "visibility", "source_type", "quantity", "sku", "original_language", "updated_at", "images"];

    /// <summary>Of listings and of the documents of the same ids.</summary>
    public static IEnumerable<DocumentFinding> Of(IReadOnlyDictionary<long, JsonElement> listings, IReadOnlyDictionary<long, JsonElement> documents)
    {
        foreach (var (id, listing) in listings)
        {
            var version = listing.GetProperty("version").GetInt64();
            if (!documents.TryGetValue(id, out var hit))
            {
                yield return new DocumentFinding(id, "missing_in_index", version, 0, []);
            }
            else if (Differences(listing, hit.GetProperty("_source")) is { Count: > 0 } fields)
            {
                yield return new DocumentFinding(id, "stale_in_index", version, VersionOf(hit), fields);
            }
        }

        foreach (var (id, hit) in documents.Where(document => !listings.ContainsKey(document.Key)))
        {
            yield return new DocumentFinding(id, "extra_in_index", 0, VersionOf(hit), []);
        }
    }

    /// <summary>Neither side has moved since, though nothing waits for the index.</summary>
    public bool StandsStill(DocumentFinding? before) => before is not null && (Row, Document) == (before.Row, before.Document);

    public Finding ToFinding() => new(Id, "DRIFT", What, Fields, Repair.Reindex(Id, Math.Max(Row, Document)));

    private static long VersionOf(JsonElement hit) => hit.GetProperty("_version").GetInt64();

    private static List<FieldDifference> Differences(JsonElement listing, JsonElement document)
    {
        var differences = new List<FieldDifference>();
        foreach (var field in Compared)
        {
            var (wanted, found) = (Normal(listing.GetProperty(field)), document.TryGetProperty(field, out var value) ? Normal(value) : "null");
            if (!string.Equals(wanted, found, StringComparison.Ordinal))
            {
                differences.Add(new FieldDifference(field, wanted, found));
            }
        }

        return differences;
    }

    /// <summary>The document's price is a number of any scale, its letters may be escaped; images are objects there and in their order.</summary>
    private static string Normal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDecimal().ToString("0.######", CultureInfo.InvariantCulture),
        JsonValueKind.String => $"\"{value.GetString()}\"",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "null",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.Object ? Normal(item.GetProperty("id")) : Normal(item))),
        _ => value.GetRawText(),
    };
}
