using System.Net.Http.Headers;
using System.Text.Json;
using Migration.Dashboard.Migrating.Sources.Wire;

namespace Migration.Dashboard.Migrating.Sources;

/// <summary>What is asked of a source.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">Below the source's address.</param>
internal sealed record SourceRequest(HttpMethod Method, string Path)
{
    /// <summary>Tells the source who acts on behalf of the token's owner.</summary>
    private const string ThroughHeader = "X-Acting-Through";

    /// <summary>A trace context that says not to sample: what is read every second would bury the requests that somebody made.</summary>
    private const string NotSampled = "00-00000000000000000000000000000001-0000000000000001-00";

    public object? Body { get; init; }

    public string? Token { get; init; }

    public TimeSpan Deadline { get; init; } = SourceClient.ReadDeadline;

    public HttpRequestMessage ToMessage(Uri address)
    {
        var message = new HttpRequestMessage(Method, new Uri(address, Path));
        if (Method == HttpMethod.Get)
        {
            message.Headers.Add("traceparent", NotSampled);
        }

        if (Body is not null)
        {
            message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Body, WireJson.Options))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
        }

        if (Token is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            message.Headers.Add(ThroughHeader, "dashboard");
        }

        return message;
    }
}
