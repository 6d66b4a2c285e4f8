using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Migration.Monolith.Problems;

/// <summary>Reads a JSON object from a request and says exactly what is wrong when it is none.</summary>
internal static class RequestBody
{
    /// <summary>No JSON request of this service comes near it.</summary>
    public const int MaxJsonBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static async Task<JsonFields> ReadAsync(HttpContext context, params IReadOnlyList<string> knownFields)
        => new(await ReadObjectAsync(context), knownFields);

    public static async Task<JsonElement> ReadObjectAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            throw ProblemException.UnsupportedMediaType(request.ContentType, "application/json");
        }

        var body = await ReadAllAsync(context);
        if (!Utf8.IsValid(body))
        {
            throw ProblemException.Malformed("The body is not valid UTF-8: send JSON encoded as UTF-8.");
        }

        return Parse(body);
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw ProblemException.Malformed($"The body is a JSON {document.RootElement.ValueKind}: send an object.");
        }
        catch (JsonException broken)
        {
            throw ProblemException.Malformed($"The body is not JSON: {broken.Message}");
        }
    }

    private static async Task<byte[]> ReadAllAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxJsonBytes)
            {
                throw ProblemException.TooLarge($"The body is larger than {MaxJsonBytes} bytes.");
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string? contentType)
        => MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
