using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Collections;
using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Storage;

/// <summary>
/// By language on the wire (<c>{"en": {title, description, …}}</c>), by field in the database (five columns, each
/// <c>{"en": "…", "ru": "…"}</c>).
/// </summary>
internal sealed class Translations
{
    /// <summary>The columns, in the order in which they are read and written.</summary>
    public static readonly string[] Columns =
        ["title_translations", "description_translations", "location_translations", "city_translations", "country_translations"];

    private readonly string[] _columns;

    private Translations(string[] columns) => _columns = columns;

    /// <summary>The text of each column, as JSON.</summary>
    public IReadOnlyList<string> ColumnValues => _columns;

    public static Translations FromWire(MapField<string, ListingFieldTranslations> wire) => new(
    [
        Column(wire, fields => fields.HasTitle ? fields.Title : null),
        Column(wire, fields => fields.HasDescription ? fields.Description : null),
        Column(wire, fields => fields.HasLocation ? fields.Location : null),
        Column(wire, fields => fields.HasCity ? fields.City : null),
        Column(wire, fields => fields.HasCountry ? fields.Country : null),
    ]);

    /// <summary>Reads <c>[{"en":"…"},{},…]</c>, one object a column, into the message.</summary>
    public static void ReadInto(Listing listing, ref Utf8JsonReader json)
    {
        json.Read();
        for (var column = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; column++)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var language = json.GetString()!;
                json.Read();
                if (!listing.Translations.TryGetValue(language, out var fields))
                {
                    listing.Translations[language] = fields = new ListingFieldTranslations();
                }

                Set(fields, column, json.GetString()!);
            }
        }
    }

    private static void Set(ListingFieldTranslations fields, int column, string value)
    {
        switch (column)
        {
            case 0:
                fields.Title = value;
                break;
            case 1:
                fields.Description = value;
                break;
            case 2:
                fields.Location = value;
                break;
            case 3:
                fields.City = value;
                break;
            default:
                fields.Country = value;
                break;
        }
    }

    private static string Column(MapField<string, ListingFieldTranslations> wire, Func<ListingFieldTranslations, string?> field)
    {
        if (wire.Count == 0)
        {
            return "{}";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (language, fields) in wire)
            {
                if (field(fields) is { } value)
                {
                    json.WriteString(language, value);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
