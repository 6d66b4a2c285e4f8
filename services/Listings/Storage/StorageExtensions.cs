namespace Migration.Listings.Storage;

internal static class StorageExtensions
{
    public static void AddListingStorage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListingStore>();
        builder.Services.AddSingleton<WriteRunner>();
        builder.Services.AddHostedService<WriteKeyCleaner>();
    }
}
