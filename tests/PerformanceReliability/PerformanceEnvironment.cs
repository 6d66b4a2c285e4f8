using System.Globalization;
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
        var listings = await FindListingsAsync(_marketplace, testContext.CancellationToken);
        Listings = [.. listings.Select(listing => listing.GetProperty("id").GetInt64())];
        Category = listings.Select(listing => listing.GetProperty("category_id")).First(id => id.ValueKind == JsonValueKind.Number).GetInt32();
    }

    /// <summary>The newest hundred of those that came from the monolith, which earlier loads have buried under their own.</summary>
    private static async Task<IReadOnlyList<JsonElement>> FindListingsAsync(MarketplaceClient marketplace, CancellationToken cancellationToken)
    {
        var found = new List<JsonElement>();
        for (var (offset, isMore) = (0, true); isMore && found.Count < ReadListings; offset += ReadListings)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{MarketplaceClient.ListingsPath}?limit={ReadListings}&offset={offset}");
            var answer = await marketplace.SendAsync(new MarketplaceRequest(HttpMethod.Get, path) { User = 1 }, cancellationToken);
            var page = answer.Json.GetProperty("listings").EnumerateArray().ToList();
            found.AddRange(page.Where(listing => listing.GetProperty("id").GetInt64() < FirstIdOfTheMicroservice));
            isMore = page.Count == ReadListings;
        }

        return found.Count > 0 ? found : throw new InvalidOperationException(
            $"There is no listing with an id below {FirstIdOfTheMicroservice} to read: migrate the monolith's listings first.");
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
