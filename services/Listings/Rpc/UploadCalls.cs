using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Images;
using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Rpc;

/// <summary>UploadListingImages.</summary>
internal sealed class UploadCalls(ImageFiles files, ImageOptions options, ListingStore store, OwnedWrites writes)
{
    public async Task<UploadImagesResponse> UploadAsync(IAsyncStreamReader<UploadImageChunkRequest> messages, ServerCallContext context)
    {
        using var receiver = new UploadReceiver(files) { AuthorizeAsync = first => AuthorizeAsync(first, context) };
        var upload = await receiver.ReceiveAsync(messages, context.CancellationToken);
        var kept = new List<string>();
        var stored = false;
        try
        {
            var result = await writes.RunAsync(
                WriteKeys.Read(context, () => upload.Hash),
                context,
                (connection, cancellationToken) => StoreAsync(connection, upload, kept, context, cancellationToken));
            stored = !result.IsRepeat;
            return result.Response;
        }
        finally
        {
            if (!stored)
            {
                kept.ForEach(files.Delete);
            }
        }
    }

    /// <summary>Before any byte is taken; the transaction asks again.</summary>
    private async Task AuthorizeAsync(UploadImageMetadata first, ServerCallContext context)
    {
        Validation.ImageRules.CheckUpload(first);
        var caller = context.RequireCallerFor(first.UserId);
        var present = await store.GetAsync(first.ListingId, context.CancellationToken) ?? throw Failures.NotFound("listing", first.ListingId);
        if (!caller.MayActFor(present.Listing.UserId))
        {
            throw Failures.NotOwner($"listing {first.ListingId} belongs to another user");
        }
    }

    private async Task<UploadImagesResponse> StoreAsync(
        NpgsqlConnection connection, Upload upload, List<string> kept, ServerCallContext context, CancellationToken cancellationToken)
    {
        var listingId = upload.First.ListingId;
        await OwnedWrites.LockAsync(connection, listingId, context.RequireCaller(), cancellationToken);
        var whole = upload.Files.Where(file => file.Problem is null).ToList();
        ImageCalls.CheckRoom(await ImageWriter.CountAsync(connection, listingId, cancellationToken), whole.Count);

        var response = new UploadImagesResponse { UploadedCount = whole.Count, FailedCount = upload.Files.Count - whole.Count };
        response.Errors.AddRange(upload.Files.Where(file => file.Problem is not null).Select(file => $"{file.Metadata.Filename}: {file.Problem}"));
        foreach (var file in whole)
        {
            var path = ImageFiles.NewPath(listingId, file.MimeType!);
            files.Keep(file.Temporary!, path);
            kept.Add(path);
            response.Images.Add(await ImageWriter.AddAsync(connection, listingId, ToImage(file, path), cancellationToken));
        }

        if (whole.Count > 0)
        {
            await ListingWriter.TouchAsync(connection, listingId, cancellationToken);
        }

        return response;
    }

    private NewImage ToImage(ReceivedFile file, string path) => new()
    {
        Url = options.PublicUrl.TrimEnd('/') + ImageFiles.UrlPrefix + path,
        StoragePath = path,
        DisplayOrder = file.Metadata.DisplayOrder,
        IsPrimary = file.Metadata.IsPrimary,
        FileSize = file.Size,
        MimeType = file.MimeType,
    };
}
