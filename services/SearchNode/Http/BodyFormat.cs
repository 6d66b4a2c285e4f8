using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>The forms that an answer comes in, by <c>format</c> or by what the client accepts.</summary>
internal static class BodyFormat
{
    public const string Text = "text";
    private const string Json = "json";
    private const string Yaml = "yaml";
    private const string Cbor = "cbor";
    private const string Smile = "smile";

    /// <summary>The form asked for, or null where the client leaves it open.</summary>
    public static string? Asked(HttpRequest request)
        => request.Query.TryGetValue("format", out var named) && named.ToString() is { Length: > 0 } format
            ? Named(format) ?? throw Errors.Unsupported($"[format: {format}]")
            : Accepted(request);

    /// <summary>The same answer in the form asked for; JSON stays as it is.</summary>
    public static RestResponse Convert(HttpRequest request, RestResponse response)
    {
        var format = Named(request.Query["format"].ToString()) ?? Accepted(request);
        return format switch
        {
            Yaml => Converted(response, "application/yaml", YamlBody.Write),
            Cbor => Converted(response, "application/cbor", CborBody.Write),
            Smile => Converted(response, "application/smile", SmileBody.Write),
            _ => response,
        };
    }

    private static string? Named(string format) => format switch
    {
        "json" or "application/json" => Json,
        "yaml" or "yml" or "application/yaml" => Yaml,
        "cbor" or "application/cbor" => Cbor,
        "smile" or "application/smile" => Smile,
        "text" or "txt" or "text/plain" => Text,
        _ => null,
    };

    /// <summary>As OpenSearch reads it: one type. A list of several, as browsers and many clients send, leaves it open.</summary>
    private static string? Accepted(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.Length == 0 ? null : Named(accept.Split(';', 2)[0].Trim().ToLowerInvariant());
    }

    private static RestResponse Converted(RestResponse response, string contentType, Action<JsonElement, Stream> write)
    {
        using var document = JsonDocument.Parse(response.Body, JsonFormat.Document);
        using var stream = new MemoryStream();
        write(document.RootElement, stream);
        return RestResponse.Bytes(response.Status, contentType, stream.ToArray());
    }
}
