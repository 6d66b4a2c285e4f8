using System.Globalization;
using Migration.Contracts.Listings.V1;
using Listing = Migration.Monolith.Listings.Listing;
using ListingImage = Migration.Monolith.Images.ListingImage;
using ListingLocation = Migration.Monolith.Listings.ListingLocation;
using Wire = Migration.Contracts.Listings.V1;

namespace Migration.Monolith.Microservice;

/// <summary>From the contract's listing to the monolith's: the same JSON leaves whichever side answered.</summary>
internal static class ListingMapping
{
    private const string ConditionAttribute = "condition";

    public static Listing ToListing(Wire.Listing wire) => new()
    {
        Id = checked((int)wire.Id),
        Uuid = wire.Uuid,
        UserId = checked((int)wire.UserId),
        StorefrontId = wire.HasStorefrontId ? checked((int)wire.StorefrontId) : null,
        Title = wire.Title,
        Description = wire.HasDescription ? wire.Description : null,
        Price = Scaled(wire.Price, 0.00m),
        Currency = wire.Currency,
        CategoryId = checked((int)wire.CategoryId),
        Status = wire.Status,
        Visibility = wire.Visibility,
        Quantity = wire.Quantity,
        Sku = wire.HasSku ? wire.Sku : null,
        Condition = wire.Attributes.FirstOrDefault(IsCondition)?.AttributeValue,
        OriginalLanguage = wire.OriginalLanguage,
        ViewsCount = wire.ViewsCount,
        FavoritesCount = wire.FavoritesCount,
        CreatedAt = Time(wire.CreatedAt),
        UpdatedAt = Time(wire.UpdatedAt),
        PublishedAt = wire.HasPublishedAt ? wire.PublishedAt : null,
        Location = wire.Location is { } location ? ToLocation(location) : null,
        Images = [.. wire.Images.Select(ToImage)],
    };

    private static bool IsCondition(ListingAttribute attribute) => attribute.AttributeKey.Equals(ConditionAttribute, StringComparison.Ordinal);

    private static ListingLocation ToLocation(Wire.ListingLocation wire) => new(
        wire.HasCountry ? wire.Country : null,
        wire.HasCity ? wire.City : null,
        wire.HasAddressLine1 ? wire.AddressLine1 : null,
        wire.HasLatitude ? Scaled(wire.Latitude, 0.00000000m) : null,
        wire.HasLongitude ? Scaled(wire.Longitude, 0.00000000m) : null);

    private static ListingImage ToImage(Wire.ListingImage wire) => new()
    {
        Id = checked((int)wire.Id),
        ListingId = checked((int)wire.ListingId),
        Url = wire.Url,
        StoragePath = wire.StoragePath,
        FileName = wire.StoragePath[(wire.StoragePath.LastIndexOf('/') + 1)..],
        DisplayOrder = wire.DisplayOrder,
        IsPrimary = wire.IsPrimary,
        FileSize = checked((int)wire.FileSize),
        MimeType = wire.MimeType,
        CreatedAt = Time(wire.CreatedAt),
    };

    /// <summary>With as many decimals as the zero has: as the monolith's own column would give it.</summary>
    private static decimal Scaled(double value, decimal zero) => decimal.Round((decimal)value, zero.Scale) + zero;

    private static DateTime Time(string wire)
        => DateTime.Parse(wire, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
