using System.Net;

namespace Migration.TestSupport.Marketplace;

/// <summary>
/// The first call of a program that was started a moment ago is compiled while it runs, and takes longer than the half second that a call has.
/// Suites that look at times and at breakers begin after it.
/// </summary>
public static class WarmUp
{
    private const string GetListing = "GetListing";

    /// <summary>The router's names of the operations.</summary>
    private static readonly string[] Operations = [GetListing, "ListListings", "CreateListing", "UpdateListing", "DeleteListing"];

    /// <summary>Closes every breaker, whatever happened before.</summary>
    public static Task CloseBreakersAsync(RoutingAdmin routing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(routing);
        return Task.WhenAll(Operations.Select(operation => routing.ResetBreakerAsync(operation, cancellationToken)));
    }

    /// <summary>Does each operation once on the side that the user goes to, and closes every breaker.</summary>
    /// <param name="instance">The instance of the monolith.</param>
    /// <param name="routing">For the breakers of that instance.</param>
    /// <param name="user">A user who is routed to the microservice.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task RunAsync(MarketplaceClient instance, RoutingAdmin routing, long user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(routing);
        var page = await RunAsync("ListListings", HttpMethod.Get, "?limit=1", null);
        var category = page.Json.GetProperty("listings")[0].GetProperty("category_id").GetInt32();
        var created = await RunAsync("CreateListing", HttpMethod.Post, string.Empty, new { title = "Warm", price = 1, category_id = category });
        var path = $"/{created.Json.GetProperty("id").GetInt64()}";
        await RunAsync(GetListing, HttpMethod.Get, path, null);
        await RunAsync("UpdateListing", HttpMethod.Patch, path, new { title = "Warmer" });
        await RunAsync("DeleteListing", HttpMethod.Delete, path, null);
        await CloseBreakersAsync(routing, cancellationToken);

        async Task<MarketplaceAnswer> RunAsync(string operation, HttpMethod method, string path, object? body)
            => await Eventually.SatisfiesAsync(
                async token =>
                {
                    await routing.ResetBreakerAsync(operation, token);
                    return await instance.SendAsync(
                        new MarketplaceRequest(method, MarketplaceClient.ListingsPath + path) { User = user, Body = body, Operation = operation }, token);
                },
                answer => answer.ServedBy == "microservice" && answer.Status < HttpStatusCode.BadRequest,
                $"the microservice serves {operation}",
                cancellationToken: cancellationToken);
    }
}
