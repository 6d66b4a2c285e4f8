using System.Diagnostics;
using System.Globalization;
using System.Net;
using Migration.LoadGenerator;
using Migration.TestSupport;
using Migration.TestSupport.Faults;
using Migration.TestSupport.Marketplace;
using Migration.TestSupport.Measuring;

namespace Migration.PerformanceReliability.Suite;

/// <summary>Parts are taken away one by one, by cutting the roads to them, while users read.</summary>
[TestClass]
[TestCategory("PerformanceReliability")]
[Disturbs(Roads = true)]
public sealed class FaultTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private const int ReadsPerStep = 100;
    private const int AtOnce = 4;
    private const string ByMicroservice = "microservice";
    private const string Search = "/api/v1/marketplace/search?limit=5&query=";
    private static readonly string[] Operations = ["GetListing", "ListListings", "SearchListings"];
    private static readonly (string Part, string Road)[] Parts =
    [
        ("the microservice", Roads.MonolithToListings), ("search", Roads.ListingsToSearch), ("the microservice's database", Roads.ListingsToDatabase),
    ];

    [TestInitialize]
    [TestCleanup]
    public async Task MendTheRoadsAsync()
    {
        if (!PerformanceEnvironment.IsPrepared || !Environment.HasFaults)
        {
            return;
        }

        foreach (var (_, road) in Parts)
        {
            await Environment.Faults.SetEnabledAsync(road, enabled: true, CancellationToken);
        }

        await HealAsync("every road is whole");
    }

    [TestMethod]
    public async Task Degradation_PartByPartTakenAway_UsersStillRead()
    {
        var (errors, reads) = (0, 0);
        var seen = new List<string>();
        var withoutSearch = Array.Empty<MarketplaceAnswer>();
        using var machine = new MachineWatch();
        foreach (var (part, road) in Parts)
        {
            await Environment.Faults.SetEnabledAsync(road, enabled: false, CancellationToken);
            var answers = await ReadAsync();
            if (answers.Any(IsFailed) && machine.Read().IsDisturbed)
            {
                // A request has a second and a half at most, and a machine that stands still for longer fails it: once more, and that counts.
                seen.Add($"{answers.Count(IsFailed)} failed without {part} while {machine.Read()}, and it was tried again");
                answers = await ReadAsync();
            }

            await Environment.Faults.SetEnabledAsync(road, enabled: true, CancellationToken);
            await HealAsync($"{part} is back");
            var failed = answers.Count(IsFailed);
            (errors, reads) = (errors + failed, reads + answers.Length);
            withoutSearch = road == Roads.ListingsToSearch ? answers : withoutSearch;
            var servers = answers.GroupBy(answer => answer.ServedBy, StringComparer.Ordinal).Select(group => $"{group.Count()} by {group.Key}");
            seen.Add(string.Create(CultureInfo.InvariantCulture, $"without {part}: {string.Join(", ", servers)}, {failed} failed, longest {answers.Max(answer => answer.Duration).TotalMilliseconds:0} ms"));
        }

        Evidence.Demand(TestContext, Measures.DegradedErrors, new Measured(errors, reads) { Note = string.Join("; ", seen) + ".", Log = seen });
        withoutSearch.Count(answer => answer.ServedBy == ByMicroservice).Should().BeGreaterThanOrEqualTo(
            ReadsPerStep * 3 / 4, "without search the microservice still answers what does not search: {0}", string.Join("; ", seen));
    }

    /// <summary>
    /// With the breaker closed by the operator, as after a repair; the breaker's own thirty seconds are checked by themselves. Not search: without it the
    /// microservice searches its database, and nothing is to be recovered from.
    /// </summary>
    [TestMethod]
    public async Task Recovery_AfterEachFault_IsQuick()
    {
        var recoveries = new List<(string Part, TimeSpan Time)>();
        foreach (var (part, road) in Parts.Where(part => part.Road != Roads.ListingsToSearch))
        {
            var read = ReadOne(0);
            await Environment.Faults.SetEnabledAsync(road, enabled: false, CancellationToken);
            await Eventually.SatisfiesAsync(
                token => SendAsync(read, token), answer => answer.ServedBy != ByMicroservice, $"users are served without {part}", cancellationToken: CancellationToken);
            await Environment.Faults.SetEnabledAsync(road, enabled: true, CancellationToken);
            var clock = Stopwatch.StartNew();
            await HealAsync($"{part} is back", [read]);
            recoveries.Add((part, clock.Elapsed));
        }

        var note = string.Join("; ", recoveries.Select(recovery => string.Create(CultureInfo.InvariantCulture, $"{recovery.Part}: {recovery.Time.TotalSeconds:0.00} s")));
        Evidence.Demand(TestContext, Measures.RecoveryTime, new Measured(recoveries.Max(recovery => recovery.Time).TotalSeconds, recoveries.Count) { Note = note });
    }

    private static bool IsFailed(MarketplaceAnswer answer) => answer.Status != HttpStatusCode.OK;

    private static string ReadOne(int index)
        => string.Create(CultureInfo.InvariantCulture, $"{MarketplaceClient.ListingsPath}/{PerformanceEnvironment.Listings[index % PerformanceEnvironment.Listings.Count]}");

    private static string SearchFor(int index) => Search + Uri.EscapeDataString(index % 2 == 0 ? "bicikl" : "stan");

    private static Task<MarketplaceAnswer> SendAsync(string path, CancellationToken cancellationToken)
        => PerformanceEnvironment.Marketplace.SendAsync(new MarketplaceRequest(HttpMethod.Get, path) { User = 1 }, cancellationToken);

    /// <summary>Of ten reads seven of one listing, two lists, one search.</summary>
    private async Task<MarketplaceAnswer[]> ReadAsync()
    {
        var answers = new MarketplaceAnswer[ReadsPerStep];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, ReadsPerStep), options, async (index, token) =>
        {
            var path = (index % 10) switch
            {
                0 => SearchFor(index),
                1 or 2 => $"{MarketplaceClient.ListingsPath}?limit=5",
                _ => ReadOne(index),
            };
            answers[index] = await SendAsync(path, token);
        });
        return answers;
    }

    private async Task HealAsync(string why, string[]? reads = null)
    {
        foreach (var read in reads ?? [ReadOne(0), SearchFor(0)])
        {
            await Eventually.SatisfiesAsync(
                async token =>
                {
                    foreach (var operation in Operations)
                    {
                        await PerformanceEnvironment.Routing.ResetBreakerAsync(operation, token);
                    }

                    return await SendAsync(read, token);
                },
                answer => answer is { ServedBy: ByMicroservice, Status: HttpStatusCode.OK },
                $"the microservice answers {read} when {why}",
                TimeSpan.FromSeconds(20),
                CancellationToken);
        }
    }
}
