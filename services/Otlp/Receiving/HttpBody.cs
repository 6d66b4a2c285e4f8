using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Migration.Otlp.Receiving;

/// <summary>Reads a body, unpacked, and stops as soon as it is too long: a small gzip can hold gigabytes.</summary>
internal static class HttpBody
{
    private const int ChunkBytes = 64 * 1024;

    /// <exception cref="BadHttpRequestException">Too long (413), or packed in another way than gzip (415).</exception>
    /// <exception cref="MalformedTelemetryException">Not gzip, though it says so.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLong(maxBytes);
        }

        var packing = request.Headers.ContentEncoding.ToString();
        if (packing is "" or "identity")
        {
            return await ReadAllAsync(request.Body, maxBytes, cancellationToken);
        }

        if (!packing.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException($"Content-Encoding '{packing}' is not gzip.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
            return await ReadAllAsync(unpacked, maxBytes, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new MalformedTelemetryException($"The body is not gzip, though Content-Encoding says so: {exception.Message}", exception);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (whole.Length + read > maxBytes)
            {
                throw TooLong(maxBytes);
            }

            await whole.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private static BadHttpRequestException TooLong(int maxBytes)
        => new($"The body is longer than the {maxBytes} bytes that one request may have.", StatusCodes.Status413PayloadTooLarge);
}
