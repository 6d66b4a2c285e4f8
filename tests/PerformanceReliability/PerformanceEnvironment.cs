using System.Reflection;
using System.Text.Json;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Marketplace;

namespace Migration.PerformanceReliability.Suite;

/// <summary>One environment for the eleven checks, with a proxy on every road and every user routed to the microservice.</summary>
[TestClass]
public static class PerformanceEnvironment
{
    private const int ReadListings = 100;

    /// <summary>What the microservice has made comes to the monolith on the way back, which not every environment has.</summary>
    private const long FirstIdOfTheMicroservice = 1_000_000_000;

    private static MarketplaceClient? _marketplace;

    public static MarketplaceClient Marketplace => _marketplace ?? throw new InvalidOperationException("The environment has not been started.");

    /// <summary>Not where others use the environment and have allowed nothing.</summary>
    public static bool IsPrepared => _marketplace is not null;

    public static RoutingAdmin Routing { get; private set; } = null!;

    /// <summary>Listings that both sides have.</summary>
    public static IReadOnlyList<long> Listings { get; private set; } = [];

    public static int Category { get; private set; }

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext testContext)
    {
        ArgumentNullException.ThrowIfNull(testContext);
        var options = new MigrationEnvironmentOptions
        {
            Arguments = ["--Faults=true"],
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
            new { enabled = true, rollout_percent = 100, canary_user_ids = Array.Empty<long>(), deny_user_ids = Array.Empty<long>() }, [_marketplace], testContext.CancellationToken);
        await WarmUp.RunAsync(_marketplace, Routing, user: 1, testContext.CancellationToken);
        var page = await _marketplace.SendAsync(
            new MarketplaceRequest(HttpMethod.Get, $"{MarketplaceClient.ListingsPath}?limit={ReadListings}") { User = 1 }, testContext.CancellationToken);
        var listings = page.Json.GetProperty("listings").EnumerateArray().ToList();
        Listings = [.. listings.Select(listing => listing.GetProperty("id").GetInt64()).Where(id => id < FirstIdOfTheMicroservice)];
        Category = listings.Select(listing => listing.GetProperty("category_id")).First(id => id.ValueKind == JsonValueKind.Number).GetInt32();
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        _marketplace?.Dispose();
        if (MigrationEnvironment.IsStarted)
        {
            await MigrationEnvironment.Current.DisposeAsync();
        }
    }
}
