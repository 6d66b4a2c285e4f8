using Migration.Contracts.Listings.V1;
using Migration.Listings.Search;
using Migration.Listings.Storage;

namespace Migration.Listings.Validation;

internal static class SearchListingsRules
{
    public const int DefaultSimilar = 10;

    private const int MinQuery = 2;
    private const int MaxQuery = 500;
    private const int MaxSimilar = 20;

    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static ListingSearch Check(SearchListingsRequest request)
    {
        var violations = new Violations();
        violations.CheckText("query", request.Query, MaxQuery);
        violations.AddIf(TextRules.CountCodePoints(request.Query.Trim()) < MinQuery, "query", $"must have at least {MinQuery} characters");
        if (request.HasCategoryId)
        {
            violations.CheckId("category_id", request.CategoryId);
        }

        violations.CheckPriceRange(
            request.HasMinPrice ? request.MinPrice : null, request.HasMaxPrice ? request.MaxPrice : null);
        violations.CheckPage(request.Limit, request.Offset);
        violations.ThrowIfAny();

        return new ListingSearch
        {
            Query = request.Query,
            CategoryId = request.HasCategoryId ? request.CategoryId : null,
            MinPrice = request.HasMinPrice ? Price.ToFilter(request.MinPrice) : null,
            MaxPrice = request.HasMaxPrice ? Price.ToFilter(request.MaxPrice) : null,
            Limit = request.Limit,
            Offset = request.Offset,
        };
    }

    /// <summary>Gives the limit.</summary>
    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static int Check(GetSimilarListingsRequest request)
    {
        var violations = new Violations();
        violations.CheckId("listing_id", request.ListingId);
        violations.AddIf(request is { HasLimit: true, Limit: < 1 or > MaxSimilar }, "limit", $"must be between 1 and {MaxSimilar}");
        violations.ThrowIfAny();
        return request.HasLimit ? request.Limit : DefaultSimilar;
    }
}
