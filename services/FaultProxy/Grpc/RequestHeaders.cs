using System.Net;
using Microsoft.Net.Http.Headers;

namespace Migration.FaultProxy.Grpc;

/// <summary>The client's headers: on to the server unchanged, and into the record without what nobody must read there.</summary>
internal static class RequestHeaders
{
    private static readonly HashSet<string> Secrets = new([HeaderNames.Authorization, HeaderNames.Cookie], StringComparer.OrdinalIgnoreCase);

    public static HttpRequestMessage CreateRequest(HttpContext context, CutStream copy)
    {
        var source = context.Request;
        var content = new CallContent(source.Body, copy, context.RequestAborted);
        var request = new HttpRequestMessage(new HttpMethod(source.Method), $"http://{source.Host}{source.Path.ToUriComponent()}{source.QueryString}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        foreach (var (name, values) in source.Headers)
        {
            if (!name.StartsWith(':') && !string.Equals(name, HeaderNames.Host, StringComparison.OrdinalIgnoreCase)
                && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return request;
    }

    public static IReadOnlyDictionary<string, string> Public(IHeaderDictionary headers) => headers
        .Where(header => !Secrets.Contains(header.Key) && !header.Key.StartsWith(':'))
        .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
}
