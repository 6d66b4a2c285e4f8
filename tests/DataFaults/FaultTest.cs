using System.Net.Http.Json;
using System.Text.Json;
using Migration.DataFaults.Suite.History;
using Migration.TestSupport;
using Migration.TestSupport.Environments;

namespace Migration.DataFaults.Suite;

/// <summary>What every fault ends with: the writers' own history holds on both sides, and the verifier finds nothing.</summary>
public abstract class FaultTest(TestContext testContext) : EnvironmentTest(testContext)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal Side Monolith { get; } = new("svetubd", MigrationEnvironment.Current.Addresses.MonolithDatabase, "c2c_listings", 100_000_000)
    {
        Alive = "true",
        Delete = "delete from c2c_listings where id = {0}",
    };

    internal Side Microservice { get; } = new("listings", MigrationEnvironment.Current.Addresses.ListingsDatabase, "listings", 1_500_000_000)
    {
        Alive = "not is_deleted",
        Delete = "update listings set is_deleted = true, deleted_at = now() where id = {0}",
        Beside = """
            insert into indexing_queue (listing_id, operation, version) select id, case when is_deleted then 'delete' else 'index' end, version from listings where id = {0}
            on conflict (listing_id) do update set operation = excluded.operation, version = excluded.version, status = 'pending', revision = indexing_queue.revision + 1,
                retry_count = 0, error_message = null, available_at = now(), updated_at = now()
            """,
    };

    /// <summary>Every test another; <c>Faults__Seed</c> repeats one.</summary>
    internal int Seed { get; } = System.Environment.GetEnvironmentVariable("Faults__Seed") is { Length: > 0 } seed
        ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)
        : System.Random.Shared.Next();

    internal Random Random => field ??= new Random(Seed);

    [TestCleanup]
    public async Task CloseAsync()
    {
        await Monolith.DisposeAsync();
        await Microservice.DisposeAsync();
    }

    internal Task<Workload> WriteAsync() => Workload.StartAsync(Monolith, Microservice, Random, CancellationToken);

    internal async Task ShouldHoldAsync(Workload workload)
    {
        await workload.StopAsync();
        TestContext.WriteLine($"{workload.Acknowledged} writes acknowledged, {workload.Rate:F0} a second; {workload.Keys.Count(key => key.IsInDoubt)} keys in doubt");
        await SettledAsync();
        (await HistoryChecker.FindAsync(workload, Monolith, Microservice, CancellationToken)).Should().BeEmpty("what was acknowledged must be on both sides");
        await ShouldBeEqualAsync();
    }

    internal async Task ShouldBeEqualAsync()
    {
        using var http = new HttpClient { BaseAddress = Environment.Addresses.DataSync };
        using var answer = await http.PostAsync(new Uri("/consistency/verify", UriKind.Relative), null, CancellationToken);
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken);
        report.GetProperty("verdict").GetString().Should().Be("EQUAL", "the verifier must find nothing: {0}", report);
    }

    /// <summary>Each side has what the other had committed, twice over, since a decision of one way is carried by the other; and the index has it too.</summary>
    internal async Task SettledAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            await ReachedAsync(Monolith, Microservice, "forward");
            await ReachedAsync(Microservice, Monolith, "back");
        }

        await Eventually.SatisfiesAsync(
            token => AskAsync(() => Microservice.ReadAsync<long>("select count(*) from indexing_queue where status <> 'failed'", token), -1),
            waiting => waiting == 0, "nothing waits for the index any more", Patience, CancellationToken);
    }

    private async Task ReachedAsync(Side from, Side to, string stream)
    {
        var position = await Eventually.SatisfiesAsync(
            token => AskAsync(() => from.ReadAsync<string>("select pg_logical_emit_message(true, 'datasync', 'test')::text", token), ""),
            found => found.Length > 0, $"{from.Name} answers", Patience, CancellationToken);
        await Eventually.SatisfiesAsync(
            token => AskAsync(() => to.ReadAsync<bool>($"select applied_lsn >= '{position}' from sync_stream where stream = '{stream}'", token), false),
            reached => reached, $"the way {stream} has passed {position}", Patience, CancellationToken);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, T otherwise)
    {
        try
        {
            return await ask();
        }
        catch (Npgsql.NpgsqlException)
        {
            // Thrown out with the server that was killed: the next attempt opens anew.
            return otherwise;
        }
    }
}
