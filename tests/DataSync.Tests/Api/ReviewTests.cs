using System.Net.Http.Json;
using System.Text.Json;
using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Api;

[TestClass]
public sealed class ReviewTests : StreamTest
{
    [TestMethod]
    public async Task Review_NamesRefusedRowsWithReasonsAndConflictsWithBothValues()
    {
        await InsertListingsAsync(1001, 1002);
        await InsertListingAsync(("id", "1003"), ("price", "-1"), ("title", "'Odbijeno'"));
        await StartSyncAsync();
        await SyncedAsync();
        await StopSyncAsync();
        await Target.ExecuteAsync("update listings set title = 'Here' where id = 1001");
        await Source.ExecuteAsync("update c2c_listings set title = 'There' where id = 1001");
        await StartSyncAsync();
        await SyncedAsync();
        await SyncedAsync();

        using var client = Client();
        var review = await client.GetFromJsonAsync<JsonElement>("/sync/review", TestContext.CancellationToken);
        var limited = await client.GetFromJsonAsync<JsonElement>("/sync/review?limit=0", TestContext.CancellationToken);

        var refused = review.GetProperty("quarantine")[0];
        refused.GetProperty("table").GetString().Should().Be("c2c_listings");
        refused.GetProperty("id").GetInt64().Should().Be(1003);
        refused.GetProperty("reasons")[0].GetString().Should().Be("price_not_positive");
        refused.GetProperty("row").GetString().Should().Contain("Odbijeno");
        var conflict = review.GetProperty("conflicts").EnumerateArray().Single(conflict => conflict.GetProperty("field").GetString() == "title");
        conflict.GetProperty("row_id").GetInt64().Should().Be(1001);
        conflict.GetProperty("kind").GetString().Should().Be("changed");
        $"{conflict.GetProperty("source_value")}{conflict.GetProperty("target_value")}".Should().ContainAny("Here", "There");
        limited.GetProperty("quarantine").GetArrayLength().Should().Be(1, "at least one is shown, whatever is asked for");
    }
}
