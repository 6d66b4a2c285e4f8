using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Migration.TrafficRouter;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Http;
using Migration.TrafficRouter.Positions;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Shadow;
using Migration.TrafficRouter.Telemetry;
using Migration.TrafficRouter.WriteSides;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the router to a monolith.</summary>
public static class TrafficRouterServiceCollectionExtensions
{
    /// <summary>
    /// The router with its flags in the registered <c>NpgsqlDataSource</c>. Another <see cref="IFlagStore"/> or
    /// <see cref="IReplicationProgress"/> takes the place of the default if it is registered first.
    /// </summary>
    public static IServiceCollection AddTrafficRouter(this IServiceCollection services, Action<TrafficRouterOptions>? configure = null)
    {
        var options = new TrafficRouterOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.TryAddSingleton(options);
        services.TryAddSingleton<IFlagStore, PostgresFlagStore>();
        services.TryAddSingleton<IReplicationProgress, NoReplicationProgress>();
        services.TryAddSingleton<IWriteSides, NoWriteSides>();
        services.TryAddSingleton<FlagSource>();
        services.TryAddSingleton<FlagAdministration>();
        services.TryAddSingleton<DecisionEngine>();
        services.TryAddSingleton<RetryBudget>();
        services.TryAddSingleton<RouterMetrics>();
        services.TryAddSingleton<OperationRegistry>();
        services.TryAddSingleton<RouterServices>();
        services.TryAddSingleton<RequestRouter>();
        services.TryAddSingleton<ReadYourWrites>();
        services.TryAddSingleton<HttpRouter>();
        services.TryAddSingleton(provider => new ShadowReads(
            provider.GetRequiredService<FlagSource>(),
            provider.GetRequiredService<RouterMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            new LockedRandom(new Random()).NextDouble,
            provider.GetRequiredService<ILogger<ShadowReads>>()));
        services.AddHostedService<FlagFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<ShadowReads>());
        services.AddHealthChecks().AddCheck<FlagHealthCheck>("routing-flags");
        return services;
    }
}
