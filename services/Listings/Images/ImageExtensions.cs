using Microsoft.Extensions.Options;

namespace Migration.Listings.Images;

internal static class ImageExtensions
{
    public static void AddListingImages(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImageOptions>().BindConfiguration(ImageOptions.Section);
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<ImageOptions>>().Value);
        builder.Services.AddSingleton<ImageFiles>();
        builder.Services.AddSingleton<ImageReader>();
    }

    /// <summary>What <c>url</c> of an uploaded image leads to.</summary>
    public static void MapImages(this WebApplication app)
        => app.MapGet(ImageFiles.UrlPrefix + "{listing}/{name}", (string listing, string name, ImageFiles files, HttpContext context) =>
        {
            if (files.Find(listing, name) is not { } path)
            {
                return Results.NotFound();
            }

            // The browser must take it for the image that it was checked to be, and for nothing else.
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.File(path, ImageFormat.TypeOf(Path.GetExtension(name)));
        });
}
