using Grpc.Core;
using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Rpc;

/// <summary>listings.v1.ListingsService: which call is answered where.</summary>
internal sealed class ListingsRpc(ReadCalls reads, WriteCalls writes, ImageCalls images, UploadCalls uploads, SearchCalls searches)
    : ListingsService.ListingsServiceBase
{
    public override Task<GetListingResponse> GetListing(GetListingRequest request, ServerCallContext context)
        => reads.GetAsync(request, context);

    public override Task<ListListingsResponse> ListListings(ListListingsRequest request, ServerCallContext context)
        => reads.ListAsync(request, context);

    public override Task<CreateListingResponse> CreateListing(CreateListingRequest request, ServerCallContext context)
        => writes.CreateAsync(request, context);

    public override Task<UpdateListingResponse> UpdateListing(UpdateListingRequest request, ServerCallContext context)
        => writes.UpdateAsync(request, context);

    public override Task<DeleteListingResponse> DeleteListing(DeleteListingRequest request, ServerCallContext context)
        => writes.DeleteAsync(request, context);

    public override Task<SearchListingsResponse> SearchListings(SearchListingsRequest request, ServerCallContext context)
        => searches.SearchAsync(request, context);

    public override Task<GetSimilarListingsResponse> GetSimilarListings(GetSimilarListingsRequest request, ServerCallContext context)
        => searches.SimilarAsync(request, context);

    public override Task<ReindexAllResponse> ReindexAll(ReindexAllRequest request, ServerCallContext context)
        => searches.ReindexAsync(request, context);

    public override Task<ImageResponse> GetListingImage(ImageIDRequest request, ServerCallContext context)
        => images.GetAsync(request, context);

    public override Task<ImagesResponse> GetListingImages(ListingIDRequest request, ServerCallContext context)
        => images.ListAsync(request, context);

    public override Task<ImageResponse> AddListingImage(AddImageRequest request, ServerCallContext context)
        => images.AddAsync(request, context);

    public override Task<DeleteListingImageResponse> DeleteListingImage(DeleteListingImageRequest request, ServerCallContext context)
        => images.DeleteAsync(request, context);

    public override Task<ReorderImagesResponse> ReorderListingImages(ReorderImagesRequest request, ServerCallContext context)
        => images.ReorderAsync(request, context);

    public override Task<UploadImagesResponse> UploadListingImages(
        IAsyncStreamReader<UploadImageChunkRequest> requestStream, ServerCallContext context)
        => uploads.UploadAsync(requestStream, context);
}
