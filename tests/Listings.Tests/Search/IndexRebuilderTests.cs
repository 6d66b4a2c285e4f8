using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Search;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Search;

/// <summary>ReindexAll against the environment's own search node.</summary>
[TestClass]
public sealed class IndexRebuilderTests : ListingsTest
{
    private static TestSearchNode? _node;
    private static int _aliases;

    [ClassInitialize]
    public static async Task StartNodeAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _node = await TestSearchNode.StartAsync(context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopNodeAsync() => await _node!.DisposeAsync();

    [TestMethod]
    public async Task ReindexAll_Called_ReplacesTheIndexBehindTheAlias()
    {
        var (service, alias) = await StartServiceAsync();
        await using var running = service;
        var created = await service.CreateAsync(ValidCreate());
        await QueueIsEmptyAsync();
        var before = await IndexOfAsync(alias);

        var report = await service.CallReindexAll(service.AsUser(1, "admin"));

        report.TotalFailed.Should().Be(0);
        report.TotalIndexed.Should().Be((int)await Database.ScalarAsync<long>("select count(*) from listings where not is_deleted"));
        var after = await IndexOfAsync(alias);
        after.Should().NotBe(before);
        (await ExistsAsync(before)).Should().BeFalse("the old index is removed");
        (await VersionsAsync(alias)).Should().ContainKey(created.Id);
        (await Database.ScalarAsync<long>("select count(*) from index_rebuild")).Should().Be(0);
    }

    [TestMethod]
    public async Task ReindexAll_WhileWritesGoOn_LosesNoneAndRaisesNoDead()
    {
        var (service, alias) = await StartServiceAsync();
        await using var running = service;
        await Database.ExecuteAsync($"insert into listings (user_id, title, price, category_id) select 5, 'Masa ' || i, 5, {Category} from generate_series(1, 300) i");
        var kept = await service.CreateAsync(ValidCreate());
        var deleted = await service.CreateAsync(ValidCreate());
        await QueueIsEmptyAsync();
        var rebuilder = service.Services.GetRequiredService<IndexRebuilder>();
        var late = 0L;
        rebuilder.BeforeSwapAsync = async () =>
        {
            // Everything is copied by now; what happens here reaches the new index through the workers alone.
            var token = service.AsUser(User);
            await service.CallUpdate(new UpdateListingRequest { Id = kept.Id, UserId = User, Title = "Promenjena" }, token);
            await service.CallDelete(deleted.Id, User, token);
            late = (await service.CreateAsync(ValidCreate())).Id;
            await QueueHasNoneOfAsync(kept.Id, deleted.Id, late);
        };
        using var stop = new CancellationTokenSource();
        var writes = WriteOnAsync(service, stop.Token);

        await service.Client.ReindexAllAsync(new ReindexAllRequest { BatchSize = 20 }, service.AsUser(1, "admin"), cancellationToken: TestContext.CancellationToken);
        await stop.CancelAsync();
        await writes;

        await QueueIsEmptyAsync();
        await AgreesWithDatabaseAsync(alias);
        (await VersionsAsync(alias)).Should().ContainKeys(kept.Id, late).And.NotContainKey(deleted.Id);
    }

    [TestMethod]
    public async Task ReindexAll_WhileOneIsUnderWay_IsRefused()
    {
        var (service, _) = await StartServiceAsync();
        await using var running = service;
        await QueueIsEmptyAsync();
        var rebuilder = service.Services.GetRequiredService<IndexRebuilder>();
        var second = default(RpcException);
        rebuilder.BeforeSwapAsync = async () => second = await FailureOfAsync(service.CallReindexAll(service.AsUser(1, "admin")), StatusCode.FailedPrecondition);

        await service.CallReindexAll(service.AsUser(1, "admin"));

        second.Should().NotBeNull();
    }

    [TestMethod]
    public async Task ReindexAll_InterruptedForTooLong_LeavesTheOldIndexInUse()
    {
        var (service, alias) = await StartServiceAsync();
        await using var running = service;
        await QueueIsEmptyAsync();
        var before = await IndexOfAsync(alias);
        service.Services.GetRequiredService<IndexRebuilder>().BeforeSwapAsync = () => Database.ExecuteAsync("update index_rebuild set expires_at = now()");

        await FailureOfAsync(service.CallReindexAll(service.AsUser(1, "admin")), StatusCode.Unavailable);

        (await IndexOfAsync(alias)).Should().Be(before);
        (await IndicesAsync(alias)).Should().Equal(before);
        (await Database.ScalarAsync<long>("select count(*) from index_rebuild")).Should().Be(0);
    }

    [TestMethod]
    public async Task ReindexAll_DiedBefore_IsClearedAndDoneAnew()
    {
        var (service, alias) = await StartServiceAsync();
        await using var running = service;
        await QueueIsEmptyAsync();
        await _node!.PutAsync($"/{alias}-v2-left");
        await _node.PutAsync($"/{alias}-v2-left/_alias/{alias}-next");
        await Database.ExecuteAsync("insert into index_rebuild (token, expires_at) values (gen_random_uuid(), now() - interval '1 second')");

        await service.CallReindexAll(service.AsUser(1, "admin"));

        (await IndicesAsync(alias)).Should().ContainSingle();
        await AgreesWithDatabaseAsync(alias);
    }

    [TestMethod]
    public async Task ReindexAll_OneSource_MakesItsDamagedDocumentsWhole()
    {
        var (service, alias) = await StartServiceAsync();
        await using var running = service;
        var created = await service.CreateAsync(ValidCreate());
        await QueueIsEmptyAsync();
        var before = await IndexOfAsync(alias);
        await _node!.PutAsync($"/{before}/_doc/{created.Id}?version=1&version_type=external_gte", "{}");

        var report = await service.Client.ReindexAllAsync(new ReindexAllRequest { SourceType = "c2c" }, service.AsUser(1, "admin"), cancellationToken: TestContext.CancellationToken);

        report.TotalFailed.Should().Be(0);
        (await IndexOfAsync(alias)).Should().Be(before);
        (await _node.GetAsync($"/{alias}/_source/{created.Id}")).Should().Contain(created.Title);
    }

    [TestMethod]
    public async Task ReindexAll_BadRequest_IsInvalidArgument()
    {
        var token = Service.AsUser(1, "admin");
        await FailureOfAsync(Service.Client.ReindexAllAsync(new ReindexAllRequest { SourceType = "x" }, token, cancellationToken: TestContext.CancellationToken), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.Client.ReindexAllAsync(new ReindexAllRequest { BatchSize = 0 }, token, cancellationToken: TestContext.CancellationToken), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.Client.ReindexAllAsync(new ReindexAllRequest { BatchSize = 10_001 }, token, cancellationToken: TestContext.CancellationToken), StatusCode.InvalidArgument);
    }

    [TestMethod]
    public async Task Start_IndexOfAnOlderSchema_IsRebuilt()
    {
        var alias = $"old{Interlocked.Increment(ref _aliases)}";
        await _node!.PutAsync($"/{alias}-000001");
        await _node.PutAsync($"/{alias}-000001/_alias/{alias}");
        await using var service = await ListingsHost.StartReadyAsync(Database, search: _node.Url, settings: $"Search:Alias={alias}");

        await Eventually.IsTrueAsync(
            async () => (await IndexOfAsync(alias)).StartsWith($"{alias}-v2-", StringComparison.Ordinal), "the index has the new schema", TestContext.CancellationToken);

        await QueueIsEmptyAsync();
        await AgreesWithDatabaseAsync(alias);
    }

    private async Task<(ListingsHost Service, string Alias)> StartServiceAsync()
    {
        var alias = $"test{Interlocked.Increment(ref _aliases)}";
        var service = await ListingsHost.StartReadyAsync(Database, search: _node!.Url, settings: $"Search:Alias={alias}");
        await Eventually.IsTrueAsync(
            async () => await _node.TryGetAsync($"/_alias/{alias}") is not null, "the index is made", TestContext.CancellationToken);
        return (service, alias);
    }

    private static async Task WriteOnAsync(ListingsHost service, CancellationToken stop)
    {
        var token = service.AsUser(User);
        while (!stop.IsCancellationRequested)
        {
            var created = await service.CreateAsync(ValidCreate());
            await service.CallUpdate(new UpdateListingRequest { Id = created.Id, UserId = User, Quantity = 5 }, token);
            await service.CallDelete((await service.CreateAsync(ValidCreate())).Id, User, token);
        }
    }

    /// <summary>The index has exactly the listings that are not deleted, each in its newest version.</summary>
    private static async Task AgreesWithDatabaseAsync(string alias)
    {
        var indexed = await VersionsAsync(alias);
        await using var command = Database.Source.CreateCommand("select id, version from listings where not is_deleted");
        await using var row = await command.ExecuteReaderAsync();
        var stored = new Dictionary<long, long>();
        while (await row.ReadAsync())
        {
            stored[row.GetInt64(0)] = row.GetInt64(1);
        }

        indexed.Should().Equal(stored);
    }

    private static async Task<Dictionary<long, long>> VersionsAsync(string alias)
    {
        await _node!.PostAsync($"/{alias}/_refresh");
        using var answer = JsonDocument.Parse(await _node.GetAsync($"/{alias}/_search?size=10000&version=true&_source=false"));
        return answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().ToDictionary(
            hit => long.Parse(hit.GetProperty("_id").GetString()!, CultureInfo.InvariantCulture), hit => hit.GetProperty("_version").GetInt64());
    }

    private static async Task<string> IndexOfAsync(string alias)
    {
        using var answer = JsonDocument.Parse(await _node!.GetAsync($"/_alias/{alias}"));
        return answer.RootElement.EnumerateObject().Single().Name;
    }

    private static async Task<string[]> IndicesAsync(string alias)
    {
        using var answer = JsonDocument.Parse(await _node!.GetAsync($"/{alias}-*"));
        return [.. answer.RootElement.EnumerateObject().Select(index => index.Name)];
    }

    private static async Task<bool> ExistsAsync(string index) => await _node!.TryGetAsync($"/{index}") is not null;

    /// <summary>For while others write: the queue as a whole may never be seen empty then.</summary>
    private Task QueueHasNoneOfAsync(params long[] listings) => Eventually.IsTrueAsync(
        async () => await Database.ScalarAsync<long>($"select count(*) from indexing_queue where listing_id in ({string.Join(',', listings)})") == 0,
        "the queue is done with these",
        TestContext.CancellationToken);

    private Task QueueIsEmptyAsync() => Eventually.IsTrueAsync(
        async () => await Database.ScalarAsync<long>("select count(*) from indexing_queue") == 0, "the queue is empty", TestContext.CancellationToken);
}
