using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Migration.Monolith.Problems;

namespace Migration.Monolith.Images;

/// <summary>Streams a multipart upload to disk and checks it on the way. One bad file refuses the whole batch.</summary>
internal sealed class ImageUpload(ImageFiles files)
{
    private const int MaxBoundary = 200;
    private const int BufferBytes = 64 * 1024;

    public async Task<IReadOnlyList<ReceivedImage>> ReceiveAsync(HttpContext context)
    {
        var reader = OpenReader(context);
        var received = new List<ReceivedImage>();
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                var field = $"files[{received.Count}]";
                var name = FileName(section) ?? throw ProblemException.Invalid(field, null, "must be a file, sent with a file name");
                if (received.Count == ImageSettings.MaxFiles)
                {
                    throw TooLarge(field, name, $"is one more than the {ImageSettings.MaxFiles} files that can be sent at once");
                }

                received.Add(await SaveAsync(section.Body, field, name, context.RequestAborted));
                CheckBatch(received);
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            files.Discard(received);
            throw ProblemException.Malformed($"The multipart body is broken: {failure.Message}");
        }
        catch
        {
            files.Discard(received);
            throw;
        }

        return received.Count > 0 ? received : throw ProblemException.Invalid("files", null, "must hold at least one file");
    }

    /// <summary>The last part of what the client calls the file, for people to read; no path is ever made of it.</summary>
    public static string CleanName(string sent)
    {
        var last = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))).Trim();
        return clean switch
        {
            "" or "." or ".." => "image",
            { Length: > 255 } => clean[^255..],
            _ => clean,
        };
    }

    private static MultipartReader OpenReader(HttpContext context)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw ProblemException.UnsupportedMediaType(request.ContentType, "multipart/form-data with one part per image");
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > MaxBoundary)
        {
            throw ProblemException.Malformed("The Content-Type multipart/form-data has no usable boundary.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The limits are enforced while reading, below: the server's own would cut the connection before the answer is read.
            limit.MaxRequestBodySize = null;
        }

        return new MultipartReader(boundary.ToString(), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
    }

    private static string? FileName(MultipartSection section)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.IsFileDisposition())
        {
            return null;
        }

        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
        return CleanName(name.ToString());
    }

    private static void CheckBatch(List<ReceivedImage> received)
    {
        if (received.Sum(image => (long)image.Size) > ImageSettings.MaxBatchBytes)
        {
            throw TooLarge("files", null, $"must have at most {ImageSettings.MaxBatchBytes} bytes together");
        }
    }

    private static ProblemException TooLarge(string field, string? value, string rule)
        => ProblemException.TooLarge($"{field}: {rule}.", new FieldError(field, ProblemException.Shorten(value), rule));

    private static ValueTask<int> FillAsync(Stream body, byte[] buffer, bool isFirst, CancellationToken cancellationToken)
        => body.ReadAtLeastAsync(buffer, isFirst ? ImageKind.SignatureLength : 1, throwOnEndOfStream: false, cancellationToken);

    private async Task<ReceivedImage> SaveAsync(Stream body, string field, string name, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var target = files.CreateIncoming();
        var keep = false;
        try
        {
            ImageKind? kind = null;
            var size = 0;
            int read;
            while ((read = await FillAsync(body, buffer, isFirst: size == 0, cancellationToken)) > 0)
            {
                kind ??= ImageKind.Detect(buffer.AsSpan(0, read))
                    ?? throw ProblemException.Invalid(field, name, "must be a JPEG, PNG or WebP picture");
                size += read;
                if (size > ImageSettings.MaxFileBytes)
                {
                    throw TooLarge(field, name, $"must have at most {ImageSettings.MaxFileBytes} bytes");
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            if (kind is null)
            {
                throw ProblemException.Invalid(field, name, "must not be empty");
            }

            keep = true;
            return new ReceivedImage(target.Name, name, kind, size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await target.DisposeAsync();
            if (!keep)
            {
                File.Delete(target.Name);
            }
        }
    }
}
