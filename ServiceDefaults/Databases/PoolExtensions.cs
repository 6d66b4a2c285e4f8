using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Migration.ServiceDefaults.Databases;

public static class PoolExtensions
{
    /// <summary>
    /// Adds <see cref="PoolWarmUp"/> for the application's data source. Only where that tells <paramref name="openings"/> is the pool filled again after
    /// connections were lost.
    /// </summary>
    /// <param name="services">The application's.</param>
    /// <param name="openings">What the data source tells of its openings.</param>
    /// <param name="prepare">Prepares a read on a connection.</param>
    public static void AddPoolWarmUp(this IServiceCollection services, PoolOpenings openings, Func<NpgsqlConnection, CancellationToken, Task> prepare)
    {
        ArgumentNullException.ThrowIfNull(openings);
        ArgumentNullException.ThrowIfNull(prepare);

        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PoolWarmUp>(provider, openings, prepare));
        services.AddHostedService(provider => provider.GetRequiredService<PoolWarmUp>());
    }
}
