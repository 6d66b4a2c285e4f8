using Microsoft.Extensions.Options;

namespace Migration.Dashboard.Resources;

internal static class ResourcesServiceCollectionExtensions
{
    public static IServiceCollection AddResources(this IServiceCollection services)
    {
        services.AddOptions<ResourceServiceOptions>().BindConfiguration(ResourceServiceOptions.Section);
        services.AddSingleton<ResourceStore>();
        services.AddSingleton(provider => new ResourceServiceClient(
            CreateHttpClient(), provider.GetRequiredService<IOptions<ResourceServiceOptions>>(), provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddHostedService<ResourceFollower>();
        return services;
    }

    /// <summary>No proxy stands before 127.0.0.1, streams have no end, and a command takes as long as it takes.</summary>
    private static HttpClient CreateHttpClient() => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
