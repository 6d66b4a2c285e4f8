using Migration.Contracts.Listings.V1;
using Migration.Monolith.Listings;

namespace Migration.Monolith.Microservice;

/// <summary>From the monolith's terms to the contract's.</summary>
internal static class RequestMapping
{
    private const string DefaultCurrency = "RSD";
    private const int DefaultQuantity = 1;

    public static ListListingsRequest ToRequest(ListingQuery query)
    {
        var request = new ListListingsRequest { Limit = query.Limit, Offset = query.Offset };
        Set(query.UserId, value => request.UserId = value);
        Set(query.StorefrontId, value => request.StorefrontId = value);
        Set(query.CategoryId, value => request.CategoryId = value);
        Set(query.MinPrice, value => request.MinPrice = (double)value);
        Set(query.MaxPrice, value => request.MaxPrice = (double)value);
        if (query.Status is { } status)
        {
            request.Status = status;
        }

        return request;
    }

    public static SearchListingsRequest ToRequest(ListingSearch search)
    {
        var request = new SearchListingsRequest { Query = search.Query, Limit = search.Limit, Offset = search.Offset };
        Set(search.CategoryId, value => request.CategoryId = value);
        Set(search.MinPrice, value => request.MinPrice = (double)value);
        Set(search.MaxPrice, value => request.MaxPrice = (double)value);
        return request;
    }

    public static CreateListingRequest ToCreate(ListingWrite write)
    {
        var change = write.Change!;
        var request = new CreateListingRequest
        {
            UserId = change.UserId!.Value,
            Title = change.Title.Value!,
            Price = (double)change.Price.Value!,
            CategoryId = change.CategoryId.Value!.Value,
            Currency = change.Currency.Value ?? DefaultCurrency,
            Quantity = change.Quantity.Value ?? DefaultQuantity,
        };
        Set(change.StorefrontId.Value, value => request.StorefrontId = value);
        if (change.Description.Value is { } description)
        {
            request.Description = description;
        }

        if (change.Sku.Value is { } sku)
        {
            request.Sku = sku;
        }

        if (change.OriginalLanguage.Value is { } language)
        {
            request.OriginalLanguage = language;
        }

        return request;
    }

    public static UpdateListingRequest ToUpdate(ListingWrite write)
    {
        var change = write.Change!;
        var request = new UpdateListingRequest { Id = write.Id, UserId = write.Caller.UserId };
        Set(change.Price.Value, value => request.Price = (double)value);
        Set(change.Quantity.Value, value => request.Quantity = value);
        if (change.Title.Value is { } title)
        {
            request.Title = title;
        }

        if (change.Description.Value is { } description)
        {
            request.Description = description;
        }

        if (change.Status.Value is { } status)
        {
            request.Status = status;
        }

        return request;
    }

    /// <summary>The contract's create has no place, condition or coordinates: such a listing is the monolith's to make.</summary>
    public static bool CanCreate(ListingChange change) => !HasMonolithOnlyFields(change);

    /// <summary>
    /// The contract's update knows title, description, price, quantity and status, and cannot make any of them absent.
    /// </summary>
    public static bool CanUpdate(ListingChange change)
        => !HasMonolithOnlyFields(change)
            && !change.CategoryId.IsSet
            && !change.OriginalLanguage.IsSet
            && change.Description is not { IsSet: true, Value: null };

    private static bool HasMonolithOnlyFields(ListingChange change)
        => change.Condition.Value is not null || change.City.Value is not null || change.Country.Value is not null
            || change.AddressLine1.Value is not null || change.Latitude.Value is not null || change.Longitude.Value is not null;

    private static void Set<T>(T? value, Action<T> set)
        where T : struct
    {
        if (value is { } present)
        {
            set(present);
        }
    }
}
