using System.Globalization;
using Microsoft.Net.Http.Headers;
using Migration.Monolith.Auth;
using Migration.Monolith.Problems;

namespace Migration.Monolith.Images;

internal sealed class ImageEndpoints(ImageStore store, ImageFiles files, ImageUpload upload)
{
    private const string Listing = "listing";
    private const string Image = "image";

    public async Task ListAsync(HttpContext context)
    {
        var id = context.Id("id", Listing);
        var images = await store.ListAsync(id, context.RequestAborted)
            ?? throw ProblemException.NotFound(Listing, id.ToString(CultureInfo.InvariantCulture));
        await AnswerAsync(context, images);
    }

    public async Task UploadAsync(HttpContext context)
    {
        var caller = context.RequireCaller();
        var id = context.Id("id", Listing);
        await store.CheckMayChangeAsync(id, caller, context.RequestAborted);
        var received = await upload.ReceiveAsync(context);
        var added = await KeepAsync(id, caller, received, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await AnswerAsync(context, added);
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var caller = context.RequireCaller();
        files.Delete([await store.DeleteAsync(context.Id("id", Listing), context.Id("image_id", Image), caller, context.RequestAborted)]);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ReorderAsync(HttpContext context)
    {
        var caller = context.RequireCaller();
        var id = context.Id("id", Listing);
        var body = await RequestBody.ReadAsync(context, "image_ids");
        var order = body.Ints("image_ids");
        if (order.Value is not { Count: > 0 })
        {
            body.Refuse("image_ids", "must be a list of image ids that is not empty");
        }

        body.ThrowIfInvalid();
        await AnswerAsync(context, await store.ReorderAsync(id, order.Value!, caller, context.RequestAborted));
    }

    public async Task DownloadAsync(HttpContext context)
    {
        var (id, imageId) = (context.Id("id", Listing), context.Id("image_id", Image));
        var image = await store.FindAsync(id, imageId, context.RequestAborted)
            ?? throw ProblemException.NotFound($"image of listing {id}", imageId.ToString(CultureInfo.InvariantCulture));
        var file = files.Find(image.StoragePath)
            ?? throw ProblemException.NotFound("stored file of image", imageId.ToString(CultureInfo.InvariantCulture));

        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(image.FileName);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var written = new DateTimeOffset(file.LastWriteTimeUtc);
        await Results.File(file.FullName, ContentType(image), lastModified: written, enableRangeProcessing: true).ExecuteAsync(context);
    }

    private async Task<IReadOnlyList<ListingImage>> KeepAsync(
        int id, Caller caller, IReadOnlyList<ReceivedImage> received, CancellationToken cancellationToken)
    {
        var kept = new List<(string Stored, ReceivedImage Image)>();
        try
        {
            kept.AddRange(received.Select(image => (files.Keep(id, image), image)));
            return await store.AddAsync(id, caller, kept, cancellationToken);
        }
        catch (ProblemException)
        {
            // Certainly no rows. After any other failure the commit may have happened, and the files stay.
            files.Delete(kept.Select(file => file.Stored));
            files.Discard(received);
            throw;
        }
    }

    /// <summary>Rows from elsewhere may say anything; only a picture is served as what it says.</summary>
    private static string ContentType(ListingImage image)
        => image.MimeType is "image/jpeg" or "image/png" or "image/webp" ? image.MimeType : "application/octet-stream";

    private static Task AnswerAsync(HttpContext context, IReadOnlyList<ListingImage> images)
        => context.AnswerAsync(new ListingImages(images), MonolithJson.Default.ListingImages);
}
