using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;

namespace Migration.Listings.Validation;

internal static class ListListingsRules
{
    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static ListingFilter Check(ListListingsRequest request)
    {
        var violations = new Violations();
        CheckPresentId(violations, "user_id", request.HasUserId, request.UserId);
        CheckPresentId(violations, "storefront_id", request.HasStorefrontId, request.StorefrontId);
        CheckPresentId(violations, "category_id", request.HasCategoryId, request.CategoryId);
        if (request.HasStatus)
        {
            violations.CheckStatus(request.Status);
        }

        violations.CheckPriceRange(Present(request.HasMinPrice, request.MinPrice), Present(request.HasMaxPrice, request.MaxPrice));
        violations.CheckPage(request.Limit, request.Offset);
        violations.ThrowIfAny();

        return new ListingFilter
        {
            UserId = request.HasUserId ? request.UserId : null,
            StorefrontId = request.HasStorefrontId ? request.StorefrontId : null,
            CategoryId = request.HasCategoryId ? request.CategoryId : null,
            Status = request.HasStatus ? request.Status : null,
            MinPrice = request.HasMinPrice ? Price.ToFilter(request.MinPrice) : null,
            MaxPrice = request.HasMaxPrice ? Price.ToFilter(request.MaxPrice) : null,
            Limit = request.Limit,
            Offset = request.Offset,
        };
    }

    private static double? Present(bool present, double value) => present ? value : null;

    private static void CheckPresentId(Violations violations, string field, bool present, long id)
    {
        if (present)
        {
            violations.CheckId(field, id);
        }
    }
}
