using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Security;

namespace Migration.Listings.Rpc;

/// <summary>
/// Makes the caller known. Reads are public; everything else, and whatever is added later, needs a valid token. A token that is sent is checked on a read
/// too: an expired one is told so and not silently treated as nobody's.
/// </summary>
internal sealed class CallerAuthentication(TokenAuthenticator tokens, CallLimits limits)
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

    /// <exception cref="RpcException">Unauthenticated: the token is not valid, or the method needs one; ResourceExhausted: too many calls of this user.</exception>
    public ValueTask AuthenticateAsync(ServerCallContext context)
    {
        var isPublic = PublicMethods.Contains(context.Method);

        // Not by the call's metadata, which copies every header of the request.
        var header = context.GetHttpContext().Request.Headers.Authorization;
        if (header.Count > 0)
        {
            return AuthenticateAsync(header.ToString(), isPublic, context);
        }

        // Most reads carry no token, and end here.
        return isPublic ? ValueTask.CompletedTask : throw Failures.Unauthenticated("missing authentication token");
    }

    private async ValueTask AuthenticateAsync(string header, bool isPublic, ServerCallContext context)
    {
        try
        {
            var caller = BearerOf(header) is { } token ? await tokens.AuthenticateAsync(token, context.CancellationToken) : null;
            context.SetCaller(caller ?? throw Failures.Unauthenticated("invalid authentication token"));
            limits.CheckUser(caller.UserId);
        }
        catch (TokenKeysUnavailableException) when (isPublic)
        {
            // Nobody can say whose token it is, and a public read does not ask.
        }
    }

    /// <summary>Exactly two parts, the scheme in any case.</summary>
    private static string? BearerOf(string header)
    {
        var parts = header.Split(' ');
        return parts.Length == 2 && parts[1].Length > 0 && parts[0].Equals("bearer", StringComparison.OrdinalIgnoreCase) ? parts[1] : null;
    }
}
