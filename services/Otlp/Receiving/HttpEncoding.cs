using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Migration.Otlp.Receiving;

/// <summary>The two encodings of OTLP/HTTP. A page of another origin can send neither without asking first.</summary>
internal sealed class HttpEncoding
{
    public static readonly HttpEncoding Protobuf = new("application/x-protobuf", message => message.ToByteArray());
    public static readonly HttpEncoding Json = new("application/json", message => Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(message)));

    private readonly string _mediaType;
    private readonly Func<IMessage, byte[]> _encode;

    private HttpEncoding(string mediaType, Func<IMessage, byte[]> encode)
    {
        _mediaType = mediaType;
        _encode = encode;
    }

    /// <summary>Null for anything else.</summary>
    public static HttpEncoding? Of(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return null;
        }

        return type.MediaType.Equals(Protobuf._mediaType, StringComparison.OrdinalIgnoreCase) ? Protobuf
            : type.MediaType.Equals(Json._mediaType, StringComparison.OrdinalIgnoreCase) ? Json
            : null;
    }

    public async Task WriteAsync(HttpResponse response, IMessage message, CancellationToken cancellationToken)
    {
        var body = _encode(message);
        response.ContentType = _mediaType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }

    public override string ToString() => _mediaType;
}
