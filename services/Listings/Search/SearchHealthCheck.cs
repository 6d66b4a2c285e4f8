using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Listings.Search;

/// <summary>Degraded, never unhealthy: listings are read and written without the search node.</summary>
internal sealed class SearchHealthCheck(SearchAddress address, IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (address.Url is null)
        {
            return HealthCheckResult.Degraded("no search node is configured: set ConnectionStrings:search");
        }

        try
        {
            var status = await services.GetRequiredService<SearchClient>().HealthAsync(cancellationToken);
            return status is "green" or "yellow"
                ? HealthCheckResult.Healthy($"status {status}")
                : HealthCheckResult.Degraded($"status {status}");
        }
        catch (HttpRequestException failure)
        {
            return HealthCheckResult.Degraded($"the search node does not answer: {failure.Message}", failure);
        }
    }
}
