using System.Net;
using System.Text.Json;

namespace Migration.Monolith.Tests.Hosting;

/// <summary>A response with its body read.</summary>
internal sealed record Answer(HttpResponseMessage Response, byte[] Bytes)
{
    public HttpStatusCode Status => Response.StatusCode;

    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public string? ContentType => Response.Content.Headers.ContentType?.ToString();

    /// <summary>The fields that a problem names, in its order.</summary>
    public IReadOnlyList<string> ErrorFields
        => Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(error => error.GetProperty("field").GetString()!)] : [];

    public string? Header(string name)
        => Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;
}
