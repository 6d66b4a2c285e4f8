using System.Text.Json.Nodes;
using Migration.Monolith.Problems;

namespace Migration.Monolith.Listings;

/// <summary>The columns that a create or an update sets, checked.</summary>
internal sealed record ListingChange
{
    public int? UserId { get; init; }

    /// <summary>The request as it was sent, to tell a repeat from another request with the same key.</summary>
    public string Source { get; init; } = "";

    public Optional<string> Title { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<decimal?> Price { get; init; }

    public Optional<int?> CategoryId { get; init; }

    public Optional<int?> StorefrontId { get; init; }

    public Optional<string> Status { get; init; }

    public Optional<string> Condition { get; init; }

    public Optional<string> OriginalLanguage { get; init; }

    public Optional<string> City { get; init; }

    public Optional<string> Country { get; init; }

    public Optional<string> AddressLine1 { get; init; }

    public Optional<decimal?> Latitude { get; init; }

    public Optional<decimal?> Longitude { get; init; }

    public Optional<string> Currency { get; init; }

    public Optional<int?> Quantity { get; init; }

    public Optional<string> Sku { get; init; }

    /// <summary>
    /// What the monolith has no column for, as it is kept in <c>metadata.migration</c>; null when nothing of it is set.
    /// </summary>
    public string? Migration
    {
        get
        {
            var kept = new JsonObject();
            Keep(kept, "currency", Currency.IsSet, Currency.Value);
            Keep(kept, "quantity", Quantity.IsSet, Quantity.Value);
            Keep(kept, "sku", Sku.IsSet, Sku.Value);
            return kept.Count == 0 ? null : kept.ToJsonString();
        }
    }

    private static void Keep(JsonObject kept, string name, bool isSet, JsonNode? value)
    {
        if (isSet)
        {
            kept[name] = value;
        }
    }
}
