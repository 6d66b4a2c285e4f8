using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;

namespace Migration.Listings.Validation;

internal static class UpdateListingRules
{
    /// <exception cref="Grpc.Core.RpcException">InvalidArgument, with every field that is wrong.</exception>
    public static ListingChange Check(UpdateListingRequest request)
    {
        var violations = new Violations();
        violations.CheckId("id", request.Id);
        violations.CheckId("user_id", request.UserId);
        violations.AddIf(
            request is { HasTitle: false, HasDescription: false, HasPrice: false, HasQuantity: false, HasStatus: false },
            "request",
            "must name at least one field to change: title, description, price, quantity or status");
        if (request.HasTitle)
        {
            violations.CheckTitle("title", request.Title);
        }

        if (request.HasDescription)
        {
            violations.CheckText("description", request.Description, ListingRules.MaxDescription);
        }

        var price = 0m;
        if (request.HasPrice)
        {
            violations.CheckPrice(request.Price, out price);
        }

        violations.AddIf(request is { HasQuantity: true, Quantity: < 0 }, "quantity", "must not be negative");
        if (request.HasStatus)
        {
            violations.CheckStatus(request.Status);
        }

        violations.ThrowIfAny();
        return new ListingChange
        {
            Id = request.Id,
            Title = request.HasTitle ? request.Title : null,
            Description = request.HasDescription ? request.Description : null,
            Price = request.HasPrice ? price : null,
            Quantity = request.HasQuantity ? request.Quantity : null,
            Status = request.HasStatus ? request.Status : null,
        };
    }
}
