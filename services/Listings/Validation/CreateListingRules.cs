using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;

namespace Migration.Listings.Validation;

internal static class CreateListingRules
{
    /// <summary>Ids are 32-bit in the monolith, to which listings flow back.</summary>
    private const long MaxForeignId = int.MaxValue;

    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static NewListing Check(CreateListingRequest request)
    {
        var violations = new Violations();
        CheckIds(violations, request);
        violations.CheckTitle("title", request.Title);
        violations.CheckPrice(request.Price, out var price);
        violations.CheckCurrency(request.Currency);
        violations.AddIf(request.Quantity < 0, "quantity", "must not be negative");
        if (request.HasDescription)
        {
            violations.CheckText("description", request.Description, ListingRules.MaxDescription);
        }

        if (request.HasSku)
        {
            violations.CheckText("sku", request.Sku, ListingRules.MaxSku);
        }

        if (request.HasOriginalLanguage)
        {
            violations.CheckLanguage("original_language", request.OriginalLanguage);
        }

        CheckTranslations(violations, request);
        violations.ThrowIfAny();
        return ToNewListing(request, price);
    }

    private static void CheckIds(Violations violations, CreateListingRequest request)
    {
        CheckForeignId(violations, "user_id", request.UserId);
        CheckForeignId(violations, "category_id", request.CategoryId);
        if (request.HasStorefrontId)
        {
            CheckForeignId(violations, "storefront_id", request.StorefrontId);
        }
    }

    private static void CheckForeignId(Violations violations, string field, long id)
        => violations.AddIf(id is <= 0 or > MaxForeignId, field, $"must be between 1 and {MaxForeignId}");

    private static void CheckTranslations(Violations violations, CreateListingRequest request)
    {
        foreach (var (language, fields) in request.Translations)
        {
            var path = $"translations[{language}]";
            violations.CheckLanguage(path, language);
            if (fields.HasTitle)
            {
                violations.CheckTitle($"{path}.title", fields.Title);
            }

            CheckTranslation(violations, $"{path}.description", fields.HasDescription ? fields.Description : null, ListingRules.MaxDescription);
            CheckTranslation(violations, $"{path}.location", fields.HasLocation ? fields.Location : null, ListingRules.MaxTitle);
            CheckTranslation(violations, $"{path}.city", fields.HasCity ? fields.City : null, ListingRules.MaxTitle);
            CheckTranslation(violations, $"{path}.country", fields.HasCountry ? fields.Country : null, ListingRules.MaxTitle);
        }
    }

    private static void CheckTranslation(Violations violations, string field, string? text, int max)
    {
        if (text is not null)
        {
            violations.CheckText(field, text, max);
        }
    }

    private static NewListing ToNewListing(CreateListingRequest request, decimal price) => new()
    {
        UserId = request.UserId,
        StorefrontId = request.HasStorefrontId ? request.StorefrontId : null,
        Title = request.Title,
        Description = request.HasDescription ? request.Description : null,
        Price = price,
        Currency = request.Currency,
        CategoryId = request.CategoryId,
        Quantity = request.Quantity,
        Sku = request.HasSku ? request.Sku : null,
        OriginalLanguage = request.HasOriginalLanguage ? request.OriginalLanguage : ListingRules.DefaultLanguage,
        Translations = Translations.FromWire(request.Translations),
    };
}
