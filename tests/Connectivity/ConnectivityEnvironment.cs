using System.Reflection;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Marketplace;

namespace Migration.Connectivity.Suite;

/// <summary>One environment for the nine checks, with a proxy on every road. Users 1 to 3 are routed to the microservice.</summary>
[TestClass]
public static class ConnectivityEnvironment
{
    private static MarketplaceClient? _marketplace;
    private static BreakerStory? _breaker;

    public static MarketplaceClient Marketplace => _marketplace ?? throw new InvalidOperationException("The environment has not been started.");

    public static RoutingAdmin Routing { get; private set; } = null!;

    /// <summary>A breaker needs thirty seconds: its story is told while the other checks run. Null where its check is not to be made.</summary>
    internal static BreakerStory? Breaker => _breaker;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext testContext)
    {
        ArgumentNullException.ThrowIfNull(testContext);
        var options = new MigrationEnvironmentOptions
        {
            Arguments = ["--Faults=true", "--Seed:Listings=200"],
            Say = message => testContext.DisplayMessage(MessageLevel.Informational, message),
        };
        var environment = await MigrationEnvironment.StartAsync(options, testContext.CancellationToken);
        if (!environment.MayPrepare(Assembly.GetExecutingAssembly()))
        {
            return;
        }

        _marketplace = new MarketplaceClient(environment.Addresses.Monolith);
        Routing = new RoutingAdmin(_marketplace);
        await Routing.ChangeAsync(
            new { enabled = true, rollout_percent = 0, canary_user_ids = (long[])[1, 2, 3] }, [_marketplace], testContext.CancellationToken);
        await WarmUp.RunAsync(_marketplace, Routing, user: 1, testContext.CancellationToken);
        if (environment.HasFaults && environment.MayDisturb(Assembly.GetExecutingAssembly(), nameof(ConnectivityTests.Breaker_OverTheWire_OpensHalfOpensAndCloses)))
        {
            _breaker = new BreakerStory(environment, _marketplace, Routing);
        }
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (_breaker is not null)
        {
            await _breaker.DisposeAsync();
        }

        _marketplace?.Dispose();
        if (MigrationEnvironment.IsStarted)
        {
            await MigrationEnvironment.Current.DisposeAsync();
        }
    }
}
