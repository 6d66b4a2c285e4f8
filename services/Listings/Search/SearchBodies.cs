using System.Buffers;
using System.Text.Json;

namespace Migration.Listings.Search;

/// <summary>The bodies of search requests. Only ids are asked for: what is shown comes from the database, so nothing shown is stale.</summary>
internal static class SearchBodies
{
    /// <summary>The same texts analysed three times: Serbian in both scripts, Russian, English.</summary>
    private static readonly string[] Fields =
    [
        "title^3", "title.ru^3", "title.en^3",
        "title_translations^2", "title_translations.ru^2", "title_translations.en^2",
        "description", "description.ru", "description.en",
    ];

    public static ReadOnlyMemory<byte> Text(ListingSearch search) => Write(json =>
    {
        json.WriteNumber("from", search.Offset);
        json.WriteNumber("size", search.Limit);
        json.WriteStartObject("query");
        json.WriteStartObject("bool");
        json.WriteStartArray("must");
        WriteMultiMatch(json, search.Query);
        json.WriteEndArray();
        json.WriteStartArray("filter");
        WriteVisible(json);
        WriteTerm(json, "category_id", search.CategoryId);
        WriteRange(json, search.MinPrice, search.MaxPrice, excludesMin: false);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        WriteSort(json, ("_score", "desc"), ("created_at", "desc"), ("id", "desc"));
    });

    /// <summary>One side of the model's price: the cheaper ones from it downwards, or the dearer ones from it upwards.</summary>
    public static ReadOnlyMemory<byte> Similar(SimilarSearch search, bool dearer) => Write(json =>
    {
        json.WriteNumber("size", search.Limit);
        json.WriteStartObject("query");
        json.WriteStartObject("bool");
        json.WriteStartArray("filter");
        WriteVisible(json);
        WriteTerm(json, "category_id", search.CategoryId);
        WriteRange(json, dearer ? search.Price : search.MinPrice, dearer ? search.MaxPrice : search.Price, excludesMin: dearer);
        json.WriteEndArray();
        json.WriteStartArray("must_not");
        WriteTerm(json, "id", search.ListingId);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        WriteSort(json, ("price", dearer ? "asc" : "desc"), ("created_at", "desc"), ("id", "desc"));
    });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("_source", false);
            json.WriteBoolean("track_total_hits", true);
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteMultiMatch(Utf8JsonWriter json, string query)
    {
        json.WriteStartObject();
        json.WriteStartObject("multi_match");
        json.WriteString("query", query);
        json.WriteString("type", "best_fields");
        json.WriteStartArray("fields");
        foreach (var field in Fields)
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteVisible(Utf8JsonWriter json)
    {
        WriteTerm(json, "document_type", "listing");
        WriteTerm(json, "status", "active");
        WriteTerm(json, "visibility", "public");
    }

    private static void WriteTerm(Utf8JsonWriter json, string field, string value)
    {
        json.WriteStartObject();
        json.WriteStartObject("term");
        json.WriteString(field, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTerm(Utf8JsonWriter json, string field, long? value)
    {
        if (value is { } number)
        {
            json.WriteStartObject();
            json.WriteStartObject("term");
            json.WriteNumber(field, number);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteRange(Utf8JsonWriter json, decimal? min, decimal? max, bool excludesMin)
    {
        if (min is null && max is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("range");
        json.WriteStartObject("price");
        if (min is { } low)
        {
            json.WriteNumber(excludesMin ? "gt" : "gte", low);
        }

        if (max is { } high)
        {
            json.WriteNumber("lte", high);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSort(Utf8JsonWriter json, params (string Field, string Order)[] keys)
    {
        json.WriteStartArray("sort");
        foreach (var (field, order) in keys)
        {
            json.WriteStartObject();
            json.WriteString(field, order);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
