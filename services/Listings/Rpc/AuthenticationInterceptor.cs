using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Primitives;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Security;

namespace Migration.Listings.Rpc;

/// <summary>
/// Reads are public; everything else, and whatever is added later, needs a valid token. A token that is sent is checked on a read
/// too: an expired one is told so and not silently treated as nobody's.
/// </summary>
internal sealed class AuthenticationInterceptor(TokenAuthenticator tokens, CallLimits limits) : Interceptor
{
    private const string Service = $"/listings.v1.{nameof(ListingsService)}/";

    private static readonly HashSet<string> PublicMethods = new(StringComparer.Ordinal)
    {
        Service + nameof(ListingsService.ListingsServiceBase.GetListing),
        Service + nameof(ListingsService.ListingsServiceBase.ListListings),
        Service + nameof(ListingsService.ListingsServiceBase.SearchListings),
        Service + nameof(ListingsService.ListingsServiceBase.GetSimilarListings),
        Service + nameof(ListingsService.ListingsServiceBase.GetListingImage),
        Service + nameof(ListingsService.ListingsServiceBase.GetListingImages),
    };

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        // Most reads carry no token: they go on without a state machine.
        return PublicMethods.Contains(context.Method) && AuthorizationOf(context).Count == 0
            ? continuation(request, context)
            : AuthenticatedAsync();

        async Task<TResponse> AuthenticatedAsync()
        {
            await AuthenticateAsync(context);
            return await continuation(request, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthenticateAsync(context);
        return await continuation(requestStream, context);
    }

    private async ValueTask AuthenticateAsync(ServerCallContext context)
    {
        var isPublic = PublicMethods.Contains(context.Method);
        var header = AuthorizationOf(context);
        if (header.Count == 0)
        {
            if (!isPublic)
            {
                throw Failures.Unauthenticated("missing authentication token");
            }

            return;
        }

        try
        {
            var caller = BearerOf(header.ToString()) is { } token ? await tokens.AuthenticateAsync(token, context.CancellationToken) : null;
            context.SetCaller(caller ?? throw Failures.Unauthenticated("invalid authentication token"));
            limits.CheckUser(caller.UserId);
        }
        catch (TokenKeysUnavailableException) when (isPublic)
        {
            // Nobody can say whose token it is, and a public read does not ask.
        }
    }

    /// <summary>Not by the call's metadata, which copies every header of the request.</summary>
    private static StringValues AuthorizationOf(ServerCallContext context) => context.GetHttpContext().Request.Headers.Authorization;

    /// <summary>Exactly two parts, the scheme in any case.</summary>
    private static string? BearerOf(string header)
    {
        var parts = header.Split(' ');
        return parts.Length == 2 && parts[1].Length > 0 && parts[0].Equals("bearer", StringComparison.OrdinalIgnoreCase) ? parts[1] : null;
    }
}
