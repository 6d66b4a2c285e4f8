using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Images;
using Migration.Listings.Storage;
using Migration.Listings.Validation;

namespace Migration.Listings.Rpc;

/// <summary>The image calls but for the upload.</summary>
internal sealed class ImageCalls(ImageReader reader, OwnedWrites writes)
{
    public async Task<ImageResponse> GetAsync(ImageIDRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.CheckId("image_id", request.ImageId);
        violations.ThrowIfAny();
        return new ImageResponse
        {
            Image = await reader.GetAsync(request.ImageId, context.CancellationToken) ?? throw Failures.NotFound("image", request.ImageId),
        };
    }

    public async Task<ImagesResponse> ListAsync(ListingIDRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.CheckId("listing_id", request.ListingId);
        violations.ThrowIfAny();
        var images = await reader.ListAsync(request.ListingId, context.CancellationToken) ?? throw Failures.NotFound("listing", request.ListingId);
        return new ImagesResponse { Images = { images } };
    }

    public async Task<ImageResponse> AddAsync(AddImageRequest request, ServerCallContext context)
    {
        var image = ImageRules.Check(request);
        var caller = context.RequireCaller();
        var result = await writes.RunAsync(WriteKeys.Read(context, request), context, async (connection, cancellationToken) =>
        {
            await OwnedWrites.LockAsync(connection, request.ListingId, caller, cancellationToken);
            CheckRoom(await ImageWriter.CountAsync(connection, request.ListingId, cancellationToken), adding: 1);
            var added = await ImageWriter.AddAsync(connection, request.ListingId, image, cancellationToken);
            await ListingWriter.TouchAsync(connection, request.ListingId, cancellationToken);
            return new ImageResponse { Image = added };
        });
        return result.Response;
    }

    public async Task<DeleteListingImageResponse> DeleteAsync(DeleteListingImageRequest request, ServerCallContext context)
    {
        ImageRules.Check(request);
        var caller = context.RequireCallerFor(request.UserId);
        var result = await writes.RunAsync(WriteKeys.Read(context, request), context, async (connection, cancellationToken) =>
        {
            await OwnedWrites.LockAsync(connection, request.ListingId, caller, cancellationToken);
            var listingId = await ImageWriter.OwnerAsync(connection, request.ImageId, cancellationToken)
                ?? throw Failures.NotFound("image", request.ImageId);
            if (listingId != request.ListingId)
            {
                var violations = new Violations();
                violations.Add("image_id", $"is no image of listing {request.ListingId}");
                throw violations.ToException();
            }

            await ImageWriter.DeleteAsync(connection, listingId, request.ImageId, cancellationToken);
            await ListingWriter.TouchAsync(connection, listingId, cancellationToken);
            return new DeleteListingImageResponse { Success = true, Message = "image deleted" };
        });
        return result.Response;
    }

    public async Task<ReorderImagesResponse> ReorderAsync(ReorderImagesRequest request, ServerCallContext context)
    {
        ImageRules.Check(request);
        var caller = context.RequireCallerFor(request.UserId);
        var result = await writes.RunAsync(WriteKeys.Read(context, request), context, async (connection, cancellationToken) =>
        {
            await OwnedWrites.LockAsync(connection, request.ListingId, caller, cancellationToken);
            var present = await ImageWriter.OrderAsync(connection, request.ListingId, cancellationToken);
            var violations = new Violations();
            foreach (var foreign in request.ImageIds.Except(present))
            {
                violations.Add("image_ids", $"names {foreign}, which is no image of listing {request.ListingId}");
            }

            violations.ThrowIfAny();

            // Those that are not named keep their order, behind the others.
            await ImageWriter.ReorderAsync(connection, request.ListingId, request.ImageIds.Union(present), cancellationToken);
            await ListingWriter.TouchAsync(connection, request.ListingId, cancellationToken);
            return new ReorderImagesResponse { Success = true };
        });
        return result.Response;
    }

    /// <exception cref="RpcException">FailedPrecondition where the listing would have too many.</exception>
    public static void CheckRoom(int present, int adding)
    {
        if (present + adding > ImageLimits.ImagesPerListing)
        {
            throw Failures.Precondition("TOO_MANY_IMAGES", $"a listing has at most {ImageLimits.ImagesPerListing} images, this one has {present}");
        }
    }
}
