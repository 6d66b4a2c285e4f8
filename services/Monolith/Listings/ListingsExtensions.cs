namespace Migration.Monolith.Listings;

internal static class ListingsExtensions
{
    public const string Path = "/api/v1/marketplace/listings";
    private const string SearchPath = "/api/v1/marketplace/search";

    public static void AddListings(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListingReadStore>();
        builder.Services.AddSingleton<ListingWrites>();
        builder.Services.AddSingleton<ListingRoutes>();
        builder.Services.AddSingleton<ListingEndpoints>();
    }

    public static void MapListings(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<ListingEndpoints>();
        app.MapGet(Path, endpoints.ListAsync);
        app.MapGet(SearchPath, endpoints.SearchAsync);
        app.MapPost(Path, endpoints.CreateAsync);
        app.MapGet(Path + "/{id}", endpoints.GetAsync);
        app.MapPatch(Path + "/{id}", endpoints.UpdateAsync);
        app.MapDelete(Path + "/{id}", endpoints.DeleteAsync);
    }
}
