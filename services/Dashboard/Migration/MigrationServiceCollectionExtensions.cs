using Migration.Dashboard.Migrating.Board;
using Migration.Dashboard.Migrating.Faults;
using Migration.Dashboard.Migrating.Routing;
using Migration.Dashboard.Migrating.Sources;
using Migration.Dashboard.Migrating.Sync;
using Migration.Dashboard.Migrating.Traffic;
using Migration.Dashboard.Migrating.Verdicts;

// Not Migration.Dashboard.Migration: that would hide the namespace Migration itself from everything here.
namespace Migration.Dashboard.Migrating;

internal static class MigrationServiceCollectionExtensions
{
    /// <summary>What the page needs. It asks nobody before somebody looks.</summary>
    public static IServiceCollection AddMigration(this IServiceCollection services)
    {
        services.AddSingleton<SourceAddresses>();
        services.AddSingleton<TrafficReader>();
        services.AddSingleton<MigrationBoard>();
        services.AddSingleton(provider =>
        {
            var addresses = provider.GetRequiredService<SourceAddresses>();
            var time = provider.GetRequiredService<TimeProvider>();

            // No cookies: the monolith's would hold this program's reads on one side.
            var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = SourceClient.ReadDeadline })
            {
                Timeout = Timeout.InfiniteTimeSpan,
            };
            var monolith = new SourceClient("monolith", addresses.Monolith, http, time);
            return new MigrationSources(
                new MonolithApi(monolith, new AdminToken(addresses, monolith, time)),
                new DataSyncApi(new SourceClient("DataSync", addresses.DataSync, http, time)),
                new FaultProxyApi(new SourceClient("FaultProxy", addresses.FaultProxy, http, time)),
                new VerdictReader(addresses, AppContext.BaseDirectory));
        });
        return services;
    }
}
