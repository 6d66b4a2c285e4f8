using Microsoft.Extensions.DependencyInjection;

namespace Migration.ServiceDefaults.Databases;

public static class PoolExtensions
{
    /// <summary>
    /// Adds <see cref="PoolWarmUp"/> for the application's data source. Only where that tells <paramref name="openings"/> is the pool filled again after
    /// connections were lost.
    /// </summary>
    public static void AddPoolWarmUp(this IServiceCollection services, PoolOpenings openings)
    {
        ArgumentNullException.ThrowIfNull(openings);

        services.AddSingleton(openings);
        services.AddSingleton<PoolWarmUp>();
        services.AddHostedService(provider => provider.GetRequiredService<PoolWarmUp>());
    }
}
