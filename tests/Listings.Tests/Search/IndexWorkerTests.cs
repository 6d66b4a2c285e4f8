using System.Globalization;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Search;

[TestClass]
public sealed class IndexWorkerTests : ListingsTest
{
    [TestMethod]
    public async Task Create_SearchUp_ReachesTheIndexWithItsVersionAndLeavesTheQueue()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);

        var created = await service.CreateAsync(ValidCreate());

        await QueueIsEmptyAsync();
        var (version, document) = search.Documents[Key(created.Id)];
        version.Should().Be(1);
        document!.Value.GetProperty("title").GetString().Should().Be(created.Title);
        document.Value.GetProperty("price").GetDouble().Should().Be(created.Price);
        document.Value.GetProperty("document_type").GetString().Should().Be("listing");
        search.Definition.Should().Contain("scaled_float");
    }

    [TestMethod]
    public async Task Start_NewIndex_GetsEverythingThatIsThere()
    {
        await Database.ExecuteAsync($"""
            insert into listings (id, user_id, title, price, category_id)
            select i, 1, 'Old listing ' || i, 5, {Category} from generate_series(1, 1200) i on conflict do nothing
            """);
        await using var search = await FakeSearchNode.StartAsync();
        search.OnAlias = async () => search.QueuedWhenAliasCame = await Database.ScalarAsync<long>("select count(*) from indexing_queue") > 1000;
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);

        await QueueIsEmptyAsync(search);

        var expected = await Database.ScalarAsync<long>("select count(*) from listings where not is_deleted");
        search.Documents.Values.Count(entry => entry.Document is not null).Should().Be((int)expected);
        search.QueuedWhenAliasCame.Should().BeTrue("else a crash in between would leave the index empty for good");
    }

    [TestMethod]
    public async Task Create_SearchDown_IsIndexedWhenItComesBack()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);
        await QueueIsEmptyAsync(search);
        await search.StopListeningAsync();

        var created = await service.CreateAsync(ValidCreate());
        await search.ListenAsync();

        await QueueIsEmptyAsync(search);
        search.Documents.Should().ContainKey(Key(created.Id));
    }

    [TestMethod]
    public async Task SoftDelete_Queued_RemovesTheDocument()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);
        var created = await service.CreateAsync(ValidCreate());
        await QueueIsEmptyAsync(search);

        await Database.ExecuteAsync($"""
            update listings set is_deleted = true where id = {created.Id};
            insert into indexing_queue (listing_id, operation, version) values ({created.Id}, 'delete', 2);
            """);

        await QueueIsEmptyAsync(search);
        var (version, document) = search.Documents[Key(created.Id)];
        version.Should().Be(2);
        document.Should().BeNull();
    }

    [TestMethod]
    public async Task Refusal_OfOneDocument_LeavesTheOthersAloneAndIsKept()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);
        await QueueIsEmptyAsync(search);
        await Database.ExecuteAsync($"insert into listings (id, user_id, title, price, category_id) values (900001, 1, 'Bad one', 5, {Category}), (900002, 1, 'Good one', 5, {Category})");
        search.RefusedIds["900001"] = "cannot be parsed";

        await Database.ExecuteAsync("insert into indexing_queue (listing_id, operation, version, max_retries) values (900001, 'index', 1, 2), (900002, 'index', 1, 2)");

        await Eventually.IsTrueAsync(
            () => Database.ScalarAsync<bool>("select exists (select from indexing_queue where listing_id = 900001 and status = 'failed' and error_message like '%cannot be parsed%')"),
            "the refused document is kept as failed, with the reason",
            TestContext.CancellationToken);
        search.Documents.Should().ContainKey("900002").And.NotContainKey("900001");

        search.RefusedIds.Clear();
        await Database.ExecuteAsync("update indexing_queue set status = 'pending', retry_count = 0, revision = revision + 1");
        await QueueIsEmptyAsync(search);
        search.Documents.Should().ContainKey("900001", "a replay sends it again");
    }

    [TestMethod]
    [DataRow(429)]
    [DataRow(503)]
    public async Task Node_TooBusy_CostsNoAttempt(int status)
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);
        await QueueIsEmptyAsync(search);
        search.BusyStatus = status;

        var created = await service.CreateAsync(ValidCreate());
        await Eventually.IsTrueAsync(
            () => Database.ScalarAsync<bool>($"select exists (select from indexing_queue where listing_id = {created.Id} and status = 'pending' and updated_at > created_at)"),
            "the job was tried and put back",
            TestContext.CancellationToken);

        (await Database.ScalarAsync<int>($"select retry_count from indexing_queue where listing_id = {created.Id}")).Should().Be(0);
        search.BusyStatus = null;
        await QueueIsEmptyAsync(search);
        search.Documents.Should().ContainKey(Key(created.Id));
    }

    [TestMethod]
    public async Task DeadLetter_Replayed_IsSentAgain()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);
        await QueueIsEmptyAsync(search);
        await Database.ExecuteAsync($"""
            insert into listings (id, user_id, title, price, category_id) values (900020, 1, 'Dead one', 5, {Category}) on conflict do nothing;
            insert into indexing_queue (listing_id, operation, version, status, retry_count) values (900020, 'index', 1, 'failed', 10);
            """);
        (await service.StatusAsync("indexer")).Should().Be(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.NotServing, "somebody has to look at it");
        (await service.StatusAsync("")).Should().Be(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving);

        (await Database.ScalarAsync<int>("select indexing_queue_replay()")).Should().Be(1);

        await QueueIsEmptyAsync(search);
        search.Documents.Should().ContainKey("900020");
        (await service.StatusAsync("indexer")).Should().Be(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [TestMethod]
    public async Task Index_LostByTheNode_IsMadeAnewWithEverything()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);
        var before = await service.CreateAsync(ValidCreate());
        await QueueIsEmptyAsync(search);
        search.HasAlias = false;
        search.Documents.Clear();

        var after = await service.CreateAsync(ValidCreate());

        await QueueIsEmptyAsync(search);
        search.Documents.Should().ContainKeys(Key(before.Id), Key(after.Id));
    }

    [TestMethod]
    public async Task Claim_OfACrashedWorker_IsTakenOverAfterItsLease()
    {
        await Database.ExecuteAsync($"""
            insert into listings (id, user_id, title, price, category_id) values (900010, 1, 'Left behind', 5, {Category}) on conflict do nothing;
            insert into indexing_queue (listing_id, operation, version, status, available_at) values (900010, 'index', 1, 'processing', now() + interval '1 second')
            on conflict (listing_id) do update set status = 'processing', available_at = excluded.available_at;
            """);
        await using var search = await FakeSearchNode.StartAsync();
        search.HasAlias = true;
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);

        await QueueIsEmptyAsync(search);

        search.Documents.Should().ContainKey("900010");
    }

    private Task QueueIsEmptyAsync(FakeSearchNode? search = null) => Eventually.IsTrueAsync(
        async () => search?.HasAlias != false && await Database.ScalarAsync<long>("select count(*) from indexing_queue") == 0,
        "the queue is empty",
        TestContext.CancellationToken);

    private static string Key(long id) => id.ToString(CultureInfo.InvariantCulture);
}
