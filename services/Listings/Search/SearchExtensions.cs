using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Migration.Listings.Search;

internal static class SearchExtensions
{
    internal static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    public static void AddSearch(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SearchOptions>>().Value);
        var address = SearchAddress.From(builder.Configuration);
        services.AddSingleton(address);
        services.AddSingleton<DatabaseSearch>();
        services.AddSingleton<SearchService>();
        services.AddHealthChecks().AddCheck<SearchHealthCheck>("search", failureStatus: HealthStatus.Degraded, timeout: ProbeTimeout);
        if (address.Url is not null)
        {
            AddIndex(services, address.Url);
        }
    }

    private static void AddIndex(IServiceCollection services, Uri url)
    {
        // For good: the handler behind it renews its connections itself.
        services.AddHttpClient<SearchClient>(client =>
        {
            client.BaseAddress = url;
            client.Timeout = RequestTimeout;
        });
        services.AddSingleton<IndexSearch>();
        services.AddSingleton<IndexingQueue>();
        services.AddSingleton<IndexRebuilder>();
        services.AddHostedService<IndexWorker>();
        services.AddHealthChecks().AddCheck<IndexerHealthCheck>("indexer", failureStatus: HealthStatus.Degraded, timeout: ProbeTimeout);
    }
}
