using System.Globalization;
using Migration.TrafficRouter.Shadow;

namespace Migration.Monolith.Listings;

/// <summary>
/// Compares what the two sides say of a listing. Times are compared to the second, since the contract carries no more, and
/// contents only where both have the same version of the row; counters are no content.
/// </summary>
internal static class ListingComparison
{
    public static IReadOnlyList<FieldDifference> Compare(Listing monolith, Listing microservice)
    {
        var found = new List<FieldDifference>();
        Add(found, "", monolith, microservice);
        return found;
    }

    /// <summary>Listings that only one of the pages has are not compared: the page may have moved between the two reads.</summary>
    public static IReadOnlyList<FieldDifference> Compare(ListingPage monolith, ListingPage microservice)
    {
        var found = new List<FieldDifference>();
        Check(found, "total", monolith.Total, microservice.Total);
        var others = microservice.Listings.ToDictionary(listing => listing.Id);
        foreach (var listing in monolith.Listings)
        {
            if (others.TryGetValue(listing.Id, out var other))
            {
                Add(found, string.Create(CultureInfo.InvariantCulture, $"listings[{listing.Id}]."), listing, other);
            }
        }

        return found;
    }

    private static void Add(List<FieldDifference> found, string prefix, Listing monolith, Listing microservice)
    {
        if (Seconds(monolith.UpdatedAt) != Seconds(microservice.UpdatedAt))
        {
            return;
        }

        Check(found, prefix + "id", monolith.Id, microservice.Id);
        Check(found, prefix + "user_id", monolith.UserId, microservice.UserId);
        Check(found, prefix + "storefront_id", monolith.StorefrontId, microservice.StorefrontId);
        Check(found, prefix + "title", monolith.Title, microservice.Title);
        Check(found, prefix + "description", monolith.Description, microservice.Description);
        Check(found, prefix + "price", monolith.Price, microservice.Price);
        Check(found, prefix + "currency", monolith.Currency, microservice.Currency);
        Check(found, prefix + "category_id", monolith.CategoryId, microservice.CategoryId);
        Check(found, prefix + "status", monolith.Status, microservice.Status);
        Check(found, prefix + "visibility", monolith.Visibility, microservice.Visibility);
        Check(found, prefix + "quantity", monolith.Quantity, microservice.Quantity);
        Check(found, prefix + "sku", monolith.Sku, microservice.Sku);
        Check(found, prefix + "condition", monolith.Condition, microservice.Condition);
        Check(found, prefix + "original_language", monolith.OriginalLanguage, microservice.OriginalLanguage);
        Check(found, prefix + "created_at", Seconds(monolith.CreatedAt), Seconds(microservice.CreatedAt));
        Check(found, prefix + "location", monolith.Location, microservice.Location);
        Check(found, prefix + "images", Images(monolith), Images(microservice));
    }

    private static string Images(Listing listing)
        => string.Join(' ', listing.Images.Select(image => string.Create(CultureInfo.InvariantCulture, $"{image.Id}:{image.Url}:{image.IsPrimary}")));

    private static DateTime Seconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static void Check<T>(List<FieldDifference> found, string field, T monolith, T microservice)
    {
        if (!EqualityComparer<T>.Default.Equals(monolith, microservice))
        {
            found.Add(new FieldDifference(field, Text(monolith), Text(microservice)));
        }
    }

    private static string? Text<T>(T value) => Problems.ProblemException.Shorten(Convert.ToString(value, CultureInfo.InvariantCulture));
}
