using Migration.Monolith.Auth;
using Migration.Monolith.Problems;

namespace Migration.Monolith.Listings;

/// <summary>
/// Reads what a client wants to write. The limits are the narrower ones of the monolith and the microservice, so that
/// nothing can be written on one side that the other must refuse.
/// </summary>
internal static class ListingInput
{
    private const decimal MaxPrice = 9_999_999_999.99m;
    private const int MaxDescription = 20_000;

    private static readonly string[] Common =
    [
        "title", "description", "price", "category_id", "condition", "original_language",
        "city", "country", "address_line1", "latitude", "longitude", "quantity",
    ];

    private static readonly string[] CreateFields = [.. Common, "user_id", "storefront_id", "currency", "sku"];
    private static readonly string[] UpdateFields = [.. Common, "status"];

    public static async Task<ListingChange> ReadCreateAsync(HttpContext context, Caller caller)
    {
        var body = await RequestBody.ReadAsync(context, CreateFields);
        var change = ReadCommon(body) with
        {
            UserId = body.Int("user_id").Value ?? caller.UserId,
            StorefrontId = body.Int("storefront_id"),
            Currency = body.Text("currency"),
            Sku = body.Text("sku"),
            Status = ListingStatus.Draft,
        };
        Require(body, change);
        if (change.UserId <= 0)
        {
            body.Refuse("user_id", "must be above 0");
        }

        if (change.StorefrontId.Value <= 0)
        {
            body.Refuse("storefront_id", "must be above 0");
        }

        if (change.Currency is { IsSet: true, Value: var currency }
            && (currency is not { Length: 3 } || !currency.All(char.IsAsciiLetterUpper)))
        {
            body.Refuse("currency", "must be three capital letters, such as RSD");
        }

        body.CheckLine("sku", change.Sku, 100);
        body.ThrowIfInvalid();
        return change.UserId == caller.UserId || caller.IsAdmin
            ? change
            : throw ProblemException.Forbidden($"user_id {change.UserId} is not the user of the token.");
    }

    public static async Task<ListingChange> ReadUpdateAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, UpdateFields);
        var change = ReadCommon(body) with { Status = body.Text("status") };
        if (body.IsEmpty)
        {
            throw ProblemException.Invalid("body", "{}", $"must set at least one of {string.Join(", ", UpdateFields)}");
        }

        if (change.Title.IsSet)
        {
            body.CheckTitle("title", change.Title);
        }

        if (change.Price.IsSet)
        {
            CheckPrice(body, change.Price.Value);
        }

        if (change.CategoryId.IsSet)
        {
            CheckCategory(body, change.CategoryId.Value);
        }

        if (change.Status is { IsSet: true, Value: var status } && (status is null || !ListingStatus.IsKnown(status)))
        {
            body.Refuse("status", $"must be one of {ListingStatus.Words}");
        }

        body.ThrowIfInvalid();
        return change;
    }

    private static ListingChange ReadCommon(JsonFields body)
    {
        var change = new ListingChange
        {
            Source = body.Source,
            Title = body.Text("title"),
            Description = body.Text("description"),
            Price = body.Decimal("price"),
            CategoryId = body.Int("category_id"),
            Condition = body.Text("condition"),
            OriginalLanguage = body.Text("original_language"),
            City = body.Text("city"),
            Country = body.Text("country"),
            AddressLine1 = body.Text("address_line1"),
            Latitude = body.Decimal("latitude"),
            Longitude = body.Decimal("longitude"),
            Quantity = body.Int("quantity"),
        };
        body.CheckText("description", change.Description, MaxDescription);
        body.CheckLine("condition", change.Condition, 50);
        body.CheckLine("city", change.City, 100);
        body.CheckLine("country", change.Country, 100);
        body.CheckLine("address_line1", change.AddressLine1, 255);
        CheckDegrees(body, "latitude", change.Latitude.Value, 90);
        CheckDegrees(body, "longitude", change.Longitude.Value, 180);
        if (change.OriginalLanguage is { IsSet: true, Value: not ("sr" or "en" or "ru") })
        {
            body.Refuse("original_language", "must be one of sr, en, ru");
        }

        if (change.Quantity is { IsSet: true, Value: null or < 0 })
        {
            body.Refuse("quantity", "must be a whole number of at least 0");
        }

        return change;
    }

    private static void Require(JsonFields body, ListingChange change)
    {
        body.CheckTitle("title", change.Title);
        CheckPrice(body, change.Price.Value);
        CheckCategory(body, change.CategoryId.Value);
    }

    private static void CheckPrice(JsonFields body, decimal? price)
    {
        if (price is not (> 0 and <= MaxPrice) || decimal.Round(price.Value, 2) != price)
        {
            body.Refuse("price", "must be a number above 0 and up to 9999999999.99, with at most two decimals");
        }
    }

    private static void CheckCategory(JsonFields body, int? category)
    {
        if (category is not > 0)
        {
            body.Refuse("category_id", "must be the id of a category");
        }
    }

    private static void CheckDegrees(JsonFields body, string field, decimal? degrees, int limit)
    {
        if (degrees is { } value && Math.Abs(value) > limit)
        {
            body.Refuse(field, $"must lie between -{limit} and {limit}");
        }
    }
}
