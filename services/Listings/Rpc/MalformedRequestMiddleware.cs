using System.Globalization;
using Grpc.Core;

namespace Migration.Listings.Rpc;

/// <summary>
/// A message that cannot be parsed never reaches an interceptor, and gRPC reports it as the server's own fault (Unknown or Internal). It is the
/// caller's: InvalidArgument. A call that failed so after it was parsed carries <see cref="ParsedKey"/> and is left alone.
/// </summary>
internal static class MalformedRequestMiddleware
{
    public static readonly object ParsedKey = new();

    private const string Service = "/listings.v1.ListingsService";
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    public static void UseMalformedRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.Request.Path.StartsWithSegments(Service, StringComparison.Ordinal)
            && !context.Response.HasStarted
            && context.Response.Headers.TryGetValue(StatusHeader, out var status)
            && status.ToString() is "2" or "13"
            && !context.Items.ContainsKey(ParsedKey))
        {
            context.Response.Headers[StatusHeader] = ((int)StatusCode.InvalidArgument).ToString(CultureInfo.InvariantCulture);
            context.Response.Headers[MessageHeader] = "the request cannot be parsed";
        }
    });
}
