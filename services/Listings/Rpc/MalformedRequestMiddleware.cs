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

    /// <summary>Looks at the headers as they are about to be sent: waiting for the call's end would be one more state machine a call.</summary>
    public static void UseMalformedRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(Service, StringComparison.Ordinal))
        {
            context.Response.OnStarting(CorrectAsync, context);
        }

        return next(context);
    });

    /// <summary>A status among the headers is that of a call without an answer; with an answer it comes in the trailers.</summary>
    private static Task CorrectAsync(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        if (headers.TryGetValue(StatusHeader, out var status) && status.ToString() is "2" or "13" && !context.Items.ContainsKey(ParsedKey))
        {
            headers[StatusHeader] = ((int)StatusCode.InvalidArgument).ToString(CultureInfo.InvariantCulture);
            headers[MessageHeader] = "the request cannot be parsed";
        }

        return Task.CompletedTask;
    }
}
