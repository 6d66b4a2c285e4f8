using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Search;

/// <summary>
/// The lines of a bulk request. Every document carries the listing's version as an external one, so that the index keeps the newest
/// whatever the order of arrival.
/// </summary>
internal static class BulkRequest
{
    /// <summary>What a search for tombstones asks, with their versions.</summary>
    public static readonly ReadOnlyMemory<byte> FindTombstones =
        """{"size":1000,"_source":false,"version":true,"query":{"term":{"document_type":"tombstone"}}}"""u8.ToArray();

    private const string Newer = "external";
    private const string NewerOrEqual = "external_gte";

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>The present state of each job's listing. A deleted one is deleted, or in an index that is being built marked as a tombstone.</summary>
    public static ReadOnlyMemory<byte> Write(
        IReadOnlyList<IndexJob> jobs, IReadOnlyDictionary<long, IndexedListing> listings, bool withTombstones = false)
        => Write(jobs.Count, (json, lines) =>
        {
            foreach (var job in jobs)
            {
                listings.TryGetValue(job.ListingId, out var indexed);
                var isGone = indexed is null || indexed.Listing.IsDeleted;
                WriteAction(json, isGone && !withTombstones ? "delete" : "index", job.ListingId, indexed?.Version ?? job.Version, Newer);
                EndLine(json, lines);
                if (!isGone)
                {
                    WriteDocument(json, indexed!);
                    EndLine(json, lines);
                }
                else if (withTombstones)
                {
                    lines.Write("""{"document_type":"tombstone"}"""u8);
                    lines.Write(NewLine);
                }
            }
        });

    /// <summary>Documents that also replace one of the same version.</summary>
    public static ReadOnlyMemory<byte> Copy(IReadOnlyList<IndexedListing> listings) => Write(listings.Count, (json, lines) =>
    {
        foreach (var indexed in listings)
        {
            WriteAction(json, "index", indexed.Listing.Id, indexed.Version, NewerOrEqual);
            EndLine(json, lines);
            WriteDocument(json, indexed);
            EndLine(json, lines);
        }
    });

    /// <summary>Unless a newer version has come meanwhile.</summary>
    public static ReadOnlyMemory<byte> RemoveTombstones(IndexHits tombstones) => Write(tombstones.Ids.Count, (json, lines) =>
    {
        foreach (var (id, version) in tombstones.Ids.Zip(tombstones.Versions))
        {
            WriteAction(json, "delete", id, version, NewerOrEqual);
            EndLine(json, lines);
        }
    });

    private static ReadOnlyMemory<byte> Write(int count, Action<Utf8JsonWriter, ArrayBufferWriter<byte>> write)
    {
        var lines = new ArrayBufferWriter<byte>((count + 1) * 1024);
        using var json = new Utf8JsonWriter(lines);
        write(json, lines);
        return lines.WrittenMemory;
    }

    private static void EndLine(Utf8JsonWriter json, ArrayBufferWriter<byte> lines)
    {
        json.Flush();
        json.Reset();
        lines.Write(NewLine);
    }

    private static void WriteAction(Utf8JsonWriter json, string action, long id, long version, string versionType)
    {
        json.WriteStartObject();
        json.WriteStartObject(action);
        json.WriteString("_id", id.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("version", version);
        json.WriteString("version_type", versionType);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDocument(Utf8JsonWriter json, IndexedListing indexed)
    {
        var listing = indexed.Listing;
        json.WriteStartObject();
        json.WriteString("document_type", "listing");
        json.WriteString("source_type", indexed.SourceType);
        WriteFields(json, listing);
        WriteLocation(json, listing.Location);

        json.WriteStartArray("tags");
        foreach (var tag in listing.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        WriteTranslations(json, listing);
        WriteImages(json, listing);
        WriteAttributes(json, listing);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, Listing listing)
    {
        json.WriteNumber("id", listing.Id);
        json.WriteString("uuid", listing.Uuid);
        json.WriteNumber("user_id", listing.UserId);
        if (listing.HasStorefrontId)
        {
            json.WriteNumber("storefront_id", listing.StorefrontId);
        }

        json.WriteNumber("category_id", listing.CategoryId);
        json.WriteString("title", listing.Title);
        WriteOptional(json, "description", listing.HasDescription, listing.Description);
        json.WriteNumber("price", listing.Price);
        json.WriteString("currency", listing.Currency);
        json.WriteString("status", listing.Status);
        json.WriteString("visibility", listing.Visibility);
        json.WriteNumber("quantity", listing.Quantity);
        WriteOptional(json, "sku", listing.HasSku, listing.Sku);
        json.WriteNumber("views_count", listing.ViewsCount);
        json.WriteNumber("favorites_count", listing.FavoritesCount);
        json.WriteString("original_language", listing.OriginalLanguage);
        json.WriteString("created_at", listing.CreatedAt);
        json.WriteString("updated_at", listing.UpdatedAt);
        WriteOptional(json, "published_at", listing.HasPublishedAt, listing.PublishedAt);
    }

    private static void WriteLocation(Utf8JsonWriter json, ListingLocation? location)
    {
        if (location is null)
        {
            return;
        }

        WriteOptional(json, "country", location.HasCountry, location.Country);
        WriteOptional(json, "city", location.HasCity, location.City);
        WriteOptional(json, "postal_code", location.HasPostalCode, location.PostalCode);
        if (location is { HasLatitude: true, HasLongitude: true })
        {
            json.WriteStartObject("location");
            json.WriteNumber("lat", location.Latitude);
            json.WriteNumber("lon", location.Longitude);
            json.WriteEndObject();
        }
    }

    private static void WriteImages(Utf8JsonWriter json, Listing listing)
    {
        json.WriteStartArray("images");
        foreach (var image in listing.Images)
        {
            json.WriteStartObject();
            json.WriteNumber("id", image.Id);
            json.WriteString("url", image.Url);
            WriteOptional(json, "thumbnail_url", image.HasThumbnailUrl, image.ThumbnailUrl);
            json.WriteNumber("display_order", image.DisplayOrder);
            json.WriteBoolean("is_primary", image.IsPrimary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTranslations(Utf8JsonWriter json, Listing listing)
    {
        if (listing.Translations.Count == 0)
        {
            return;
        }

        json.WriteStartArray("title_translations");
        foreach (var fields in listing.Translations.Values.Where(fields => fields.HasTitle))
        {
            json.WriteStringValue(fields.Title);
        }

        json.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter json, Listing listing)
    {
        json.WriteStartArray("attributes");
        foreach (var attribute in listing.Attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", attribute.AttributeKey);
            json.WriteString("value", attribute.AttributeValue);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, bool present, string value)
    {
        if (present)
        {
            json.WriteString(name, value);
        }
    }
}
