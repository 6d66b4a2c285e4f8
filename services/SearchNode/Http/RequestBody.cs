using System.Buffers;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace Migration.SearchNode.Http;

/// <summary>A request's body in one piece, its bytes counted against <see cref="RequestMemory"/> until it is disposed.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>A length that is only announced costs no more than this.</summary>
    private const int MaxReserved = 16 * 1024 * 1024;

    private readonly RequestMemory _memory;
    private ArrayBufferWriter<byte> _bytes = new();
    private long _counted;

    private RequestBody(RequestMemory memory) => _memory = memory;

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public static async Task<RequestBody> ReadAsync(HttpRequest request, RequestMemory memory, long maxLength)
    {
        var body = new RequestBody(memory);
        try
        {
            var gzip = StringValues.Equals(request.Headers.ContentEncoding, "gzip");
            await using var stream = gzip ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
            if (request.ContentLength is { } length)
            {
                body.Count(length, maxLength);
                body._bytes = new ArrayBufferWriter<byte>((int)Math.Clamp(length + 1, 256, MaxReserved));
            }

            await body.ReadAsync(stream, maxLength, request.HttpContext.RequestAborted);
            return body;
        }
        catch (InvalidDataException malformed)
        {
            body.Dispose();
            throw new OpenSearchException(400, "parse_exception", $"the request body is not valid gzip: {malformed.Message}", malformed);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _memory.Release(_counted);
        _counted = 0;
    }

    private async Task ReadAsync(Stream stream, long maxLength, CancellationToken cancelled)
    {
        while (true)
        {
            var read = await stream.ReadAsync(_bytes.GetMemory(1), cancelled);
            if (read == 0)
            {
                return;
            }

            _bytes.Advance(read);
            if (_bytes.WrittenCount > _counted)
            {
                Count(_bytes.WrittenCount - _counted, maxLength);
            }
        }
    }

    private void Count(long bytes, long maxLength)
    {
        if (_counted + bytes > maxLength)
        {
            throw new OpenSearchException(413, "content_too_long_exception", $"the request body exceeds [{maxLength}b] (Http:MaxContentLength)");
        }

        _memory.Take(bytes);
        _counted += bytes;
    }
}
