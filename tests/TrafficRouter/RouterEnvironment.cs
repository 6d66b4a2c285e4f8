using System.Reflection;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Marketplace;

namespace Migration.TrafficRouter.Suite;

/// <summary>One environment for the ten checks: a proxy on every road, and three instances of the monolith.</summary>
[TestClass]
public static class RouterEnvironment
{
    private static string? _storage;
    private static MarketplaceClient? _first;
    private static MarketplaceClient? _second;
    private static MarketplaceClient? _third;

    public static MarketplaceClient First => _first ?? throw new InvalidOperationException("The environment has not been started.");

    /// <summary>Null where the environment has one instance.</summary>
    public static MarketplaceClient? SecondOrNull => _second;

    public static IReadOnlyList<MarketplaceClient> Instances => [.. new[] { First, _second, _third }.OfType<MarketplaceClient>()];

    public static RoutingAdmin Routing { get; private set; } = null!;

    /// <summary>Null where the first instance's telemetry goes elsewhere.</summary>
    internal static RouterMetrics? Metrics { get; private set; }

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext testContext)
    {
        ArgumentNullException.ThrowIfNull(testContext);
        var storage = _storage = Directory.CreateTempSubdirectory("router-suite-").FullName;
        var options = new MigrationEnvironmentOptions
        {
            Arguments = ["--Faults=true", "--Seed:Listings=200"],
            Configure = builder => MoreMonoliths.AddTo(builder, storage),
            Say = message => testContext.DisplayMessage(MessageLevel.Informational, message),
        };
        var environment = await MigrationEnvironment.StartAsync(options, testContext.CancellationToken);
        if (!environment.MayPrepare(Assembly.GetExecutingAssembly()))
        {
            return;
        }

        _first = new MarketplaceClient(environment.Addresses.Monolith);
        _second = environment.Addresses.SecondMonolith is { } second ? new MarketplaceClient(second, _first) : null;
        _third = environment.Addresses.ThirdMonolith is { } third ? new MarketplaceClient(third, _first) : null;
        Routing = new RoutingAdmin(_first);
        Metrics = environment.HasTelemetry ? await RouterMetrics.BeginAsync(environment, testContext.CancellationToken) : null;
        await Routing.ChangeAsync(new { enabled = true, rollout_percent = 0, canary_user_ids = (long[])[1, 2, 3] }, Instances, testContext.CancellationToken);
        await WarmUp.RunAsync(_first, Routing, user: 1, testContext.CancellationToken);
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        _first?.Dispose();
        _second?.Dispose();
        _third?.Dispose();
        if (MigrationEnvironment.IsStarted)
        {
            await MigrationEnvironment.Current.DisposeAsync();
        }

        if (_storage is not null)
        {
            Directory.Delete(_storage, recursive: true);
        }
    }
}
