using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Faults;

[TestClass]
public sealed class CrashTests : StreamTest
{
    private static readonly string ContentRoot = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "content-root")).FullName;
    private static readonly long[] Contested = [1001, 1002, 1003];

    /// <summary>How long the service lives each time, in ms: into its start, its backfill, the first changes, the stream.</summary>
    private static readonly int[] Lives = [900, 1300, 1800, 1100, 2400, 1500];

    [TestMethod]
    public async Task KilledAgainAndAgain_UnderWritesOnBothSides_EndsExact()
    {
        await InsertListingsAsync(1001, 1060);
        var monolith = new WriteHistory(Source, "c2c_listings", "user_id, category_id, price", "7, 1101, 10", 5000, "delete from c2c_listings");
        var microservice = new WriteHistory(Target, "listings", "user_id, category_id, price", "7, 1101, 10", 1_500_000_000, "update listings set is_deleted = true");
        await Target.ExecuteAsync("insert into c2c_categories (id, name, slug) values (1001, 'x', 'x'), (1101, 'y', 'y')");
        using (var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken))
        {
            var writers = new[] { monolith.RunAsync(Contested, ending.Token), microservice.RunAsync(Contested, ending.Token) };
            foreach (var life in Lives)
            {
                using var process = SyncProcess.Start(ContentRoot);
                await Task.Delay(TimeSpan.FromMilliseconds(life), TimeProvider.System, TestContext.CancellationToken);
                await process.KillAsync(TestContext.CancellationToken);
            }

            await ending.CancelAsync();
            await Task.WhenAll(writers);
        }

        await StartSyncAsync();
        await SyncedAsync();
        await SyncedAsync();

        TestContext.WriteLine($"{monolith.Writes} writes on the monolith's side, {microservice.Writes} on the microservice's");
        (monolith.Writes + microservice.Writes).Should().BeGreaterThan(500);
        foreach (var history in new[] { monolith, microservice })
        {
            await ShouldHoldAsync(Source, "c2c_listings", "true", history.Acknowledged);
            await ShouldHoldAsync(Target, "listings", "not is_deleted", history.Acknowledged);
        }

        const string Rows = "select string_agg(concat_ws('|', id, title, price, user_id), ';' order by id) from {0}";
        (await Target.ScalarAsync<string>(Rows.Replace("{0}", "listings where not is_deleted", StringComparison.Ordinal)))
            .Should().Be(await Source.ScalarAsync<string>(Rows.Replace("{0}", "c2c_listings", StringComparison.Ordinal)), "both sides must hold the same, the contested rows too");
    }

    private static async Task ShouldHoldAsync(TestDatabase database, string table, string alive, IReadOnlyDictionary<long, string?> acknowledged)
    {
        var wrong = new List<string>();
        var titles = (await database.ScalarAsync<string[]>($"select array_agg(id || '=' || title) from {table} where {alive}"))
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => long.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture), pair => pair[1]);
        foreach (var (key, title) in acknowledged)
        {
            var found = titles.GetValueOrDefault(key);
            if (!string.Equals(found, title, StringComparison.Ordinal))
            {
                wrong.Add($"{key}: acknowledged '{title ?? "deleted"}', found '{found ?? "nothing"}'");
            }
        }

        wrong.Should().BeEmpty($"every acknowledged write must be in {table}");
    }
}
