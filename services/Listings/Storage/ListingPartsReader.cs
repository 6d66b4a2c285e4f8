using System.Text.Json;
using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Storage;

/// <summary>Reads the JSON arrays that <see cref="ListingSql.Columns"/> makes, without a document in between.</summary>
internal static class ListingPartsReader
{
    /// <summary><c>[[id, url, storage_path, …], …]</c></summary>
    public static void ReadImages(Listing listing, ref Utf8JsonReader json)
    {
        for (json.Read(); json.Read() && json.TokenType == JsonTokenType.StartArray; json.Read())
        {
            var image = new ListingImage { Id = Long(ref json), ListingId = listing.Id, Url = Text(ref json)! };
            if (Text(ref json) is { } path)
            {
                image.StoragePath = path;
            }

            if (Text(ref json) is { } thumbnail)
            {
                image.ThumbnailUrl = thumbnail;
            }

            image.DisplayOrder = (int)Long(ref json);
            json.Read();
            image.IsPrimary = json.GetBoolean();
            ReadImageFile(image, ref json);
            image.CreatedAt = Text(ref json)!;
            image.UpdatedAt = Text(ref json)!;
            listing.Images.Add(image);
        }
    }

    /// <summary><c>[[id, key, value, created_at], …]</c></summary>
    public static void ReadAttributes(Listing listing, ref Utf8JsonReader json)
    {
        for (json.Read(); json.Read() && json.TokenType == JsonTokenType.StartArray; json.Read())
        {
            listing.Attributes.Add(new ListingAttribute
            {
                Id = Long(ref json),
                ListingId = listing.Id,
                AttributeKey = Text(ref json)!,
                AttributeValue = Text(ref json)!,
                CreatedAt = Text(ref json)!,
            });
        }
    }

    /// <summary><c>[id, country, city, postal_code, address_line1, address_line2, latitude, longitude, created_at, updated_at]</c></summary>
    public static ListingLocation ReadLocation(long listingId, ref Utf8JsonReader json)
    {
        json.Read();
        var location = new ListingLocation { Id = Long(ref json), ListingId = listingId };
        if (Text(ref json) is { } country)
        {
            location.Country = country;
        }

        if (Text(ref json) is { } city)
        {
            location.City = city;
        }

        if (Text(ref json) is { } postalCode)
        {
            location.PostalCode = postalCode;
        }

        if (Text(ref json) is { } line1)
        {
            location.AddressLine1 = line1;
        }

        if (Text(ref json) is { } line2)
        {
            location.AddressLine2 = line2;
        }

        if (TryNumber(ref json))
        {
            location.Latitude = json.GetDouble();
        }

        if (TryNumber(ref json))
        {
            location.Longitude = json.GetDouble();
        }

        location.CreatedAt = Text(ref json)!;
        location.UpdatedAt = Text(ref json)!;
        return location;
    }

    private static void ReadImageFile(ListingImage image, ref Utf8JsonReader json)
    {
        if (TryNumber(ref json))
        {
            image.Width = json.GetInt32();
        }

        if (TryNumber(ref json))
        {
            image.Height = json.GetInt32();
        }

        if (TryNumber(ref json))
        {
            image.FileSize = json.GetInt64();
        }

        if (Text(ref json) is { } mimeType)
        {
            image.MimeType = mimeType;
        }
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }

    private static long Long(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt64();
    }

    private static bool TryNumber(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Number;
    }
}
