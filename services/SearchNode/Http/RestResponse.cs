using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>An answer, complete in memory: an error found half-way never leaves half a body behind.</summary>
internal sealed class RestResponse
{
    public const string JsonContentType = "application/json; charset=UTF-8";
    public const string TextContentType = "text/plain; charset=UTF-8";

    private RestResponse(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        Status = status;
        ContentType = contentType;
        Body = body;
    }

    public int Status { get; }

    public string ContentType { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public string? Location { get; init; }

    public bool IsJson => ReferenceEquals(ContentType, JsonContentType);

    public static RestResponse Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Compact))
        {
            write(json);
        }

        return new RestResponse(status, JsonContentType, buffer.WrittenMemory);
    }

    public static RestResponse Json(int status, ReadOnlyMemory<byte> body) => new(status, JsonContentType, body);

    /// <summary>The same answer, saying where the new document is.</summary>
    public static RestResponse Created(RestResponse response, string location)
        => new(response.Status, response.ContentType, response.Body) { Location = location };

    public static RestResponse Text(int status, string text) => new(status, TextContentType, Encoding.UTF8.GetBytes(text));

    public static RestResponse Empty(int status) => new(status, JsonContentType, ReadOnlyMemory<byte>.Empty);

    public static RestResponse Bytes(int status, string contentType, ReadOnlyMemory<byte> body) => new(status, contentType, body);

    /// <summary><c>{"acknowledged":true}</c>, the answer to most changes of an index.</summary>
    public static RestResponse Acknowledged() => Json(200, static json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("acknowledged", true);
        json.WriteEndObject();
    });

    public static RestResponse Error(OpenSearchException error) => Json(error.Status, json => ErrorBody.Write(json, error));
}
