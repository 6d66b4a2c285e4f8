using System.Globalization;
using Migration.Monolith.Auth;
using Migration.Monolith.Problems;
using Migration.Monolith.WriteKeys;
using Migration.TrafficRouter.Http;

namespace Migration.Monolith.Listings;

internal sealed class ListingEndpoints(HttpRouter router, ListingRoutes routes)
{
    private const string What = "listing";

    public async Task ListAsync(HttpContext context)
    {
        var page = await router.RouteAsync(context, routes.List, ListingQuery.Read(context.Request.Query));
        await context.AnswerAsync(page, MonolithJson.Default.ListingPage);
    }

    public async Task SearchAsync(HttpContext context)
    {
        var page = await router.RouteAsync(context, routes.Search, ListingSearch.Read(context.Request.Query));
        await context.AnswerAsync(page, MonolithJson.Default.ListingPage);
    }

    public async Task GetAsync(HttpContext context)
    {
        var listing = await router.RouteAsync(context, routes.Get, context.Id("id", What));
        await context.AnswerAsync(listing, MonolithJson.Default.Listing);
    }

    public async Task CreateAsync(HttpContext context)
    {
        var caller = context.RequireCaller();
        var change = await ListingInput.ReadCreateAsync(context, caller);
        var key = WriteKey.Read(context, caller.UserId, routes.Create.Name, change.Source);
        var listing = await router.RouteAsync(context, routes.Create, new ListingWrite(0, caller, change, key));
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{ListingsExtensions.Path}/{listing.Id}");
        await context.AnswerAsync(listing, MonolithJson.Default.Listing);
    }

    public async Task UpdateAsync(HttpContext context)
    {
        var caller = context.RequireCaller();
        var id = context.Id("id", What);
        var change = await ListingInput.ReadUpdateAsync(context);
        var key = WriteKey.Read(context, caller.UserId, routes.Update.Name, string.Create(CultureInfo.InvariantCulture, $"{id} {change.Source}"));
        var listing = await router.RouteAsync(context, routes.Update, new ListingWrite(id, caller, change, key));
        await context.AnswerAsync(listing, MonolithJson.Default.Listing);
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var caller = context.RequireCaller();
        var id = context.Id("id", What);
        var key = WriteKey.Read(context, caller.UserId, routes.Delete.Name, id.ToString(CultureInfo.InvariantCulture));
        await router.RouteAsync(context, routes.Delete, new ListingWrite(id, caller, null, key));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
