using Migration.Monolith.Listings;

namespace Migration.Monolith.Images;

internal static class ImagesExtensions
{
    public static void AddImages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(ImageSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<ImageFiles>();
        builder.Services.AddSingleton<ImageUpload>();
        builder.Services.AddSingleton<ImageStore>();
        builder.Services.AddSingleton<ImageEndpoints>();
    }

    public static void MapImages(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<ImageEndpoints>();
        const string Images = ListingsExtensions.Path + "/{id}/images";
        app.MapGet(Images, endpoints.ListAsync);
        app.MapPost(Images, endpoints.UploadAsync);
        app.MapPut(Images + "/order", endpoints.ReorderAsync);
        app.MapDelete(Images + "/{image_id}", endpoints.DeleteAsync);
        app.MapGet(Images + "/{image_id}/content", endpoints.DownloadAsync);
    }
}
