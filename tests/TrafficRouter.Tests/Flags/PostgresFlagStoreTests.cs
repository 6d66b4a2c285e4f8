using Migration.TestSupport;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;
using Npgsql;

namespace Migration.TrafficRouter.Tests.Flags;

/// <summary>The store on a real server, with the monolith's own tables and triggers.</summary>
[TestClass]
[ServerCondition]
public sealed class PostgresFlagStoreTests
{
    private static readonly FlagAuthor Ann = new("ann", "because");
    private static PostgresServer _server = null!;

    private FlagDatabase _database = null!;
    private PostgresFlagStore _store = null!;

    public required TestContext TestContext { get; set; }

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _server = await PostgresServer.StartAsync(context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync() => await _server.DisposeAsync();

    [TestInitialize]
    public async Task CreateAsync()
    {
        _database = await FlagDatabase.CreateAsync(_server, TestContext.CancellationToken);
        _store = new PostgresFlagStore(_database.Source);
    }

    [TestCleanup]
    public async Task DropAsync() => await _database.DisposeAsync();

    [TestMethod]
    public async Task Read_WithoutAnyFlag_FindsNothing()
    {
        (await _store.ReadAllAsync(TestContext.CancellationToken)).Should().BeEmpty();
        (await _store.FindAsync("orders", TestContext.CancellationToken)).Should().BeNull();
        (await _store.FindAsync("orders", 1, TestContext.CancellationToken)).Should().BeNull();
        (await _store.HistoryAsync("orders", 10, TestContext.CancellationToken)).Should().BeEmpty();
    }

    [TestMethod]
    public async Task Read_OfAFlagThatOnlyHasAName_GivesTheDefaults()
    {
        await InsertAsync("orders");

        (await FindAsync("orders")).Should().BeEquivalentTo(
            new FlagDefinition { Name = "orders", Enabled = false, Version = 1, UpdatedBy = "seed", Reason = "first" },
            options => options.Excluding(flag => flag.UpdatedAt));
    }

    [TestMethod]
    public async Task Read_OfSeveralFlags_KeepsThemApart()
    {
        await InsertAsync("orders");
        await InsertAsync("carts");
        await _store.WriteAsync((await FindAsync("carts"))! with { Version = 2, RolloutPercent = 5 }, TestContext.CancellationToken);

        (await _store.ReadAllAsync(TestContext.CancellationToken)).Select(flag => (flag.Name, flag.Version, flag.RolloutPercent))
            .Should().BeEquivalentTo([("orders", 1L, 0m), ("carts", 2L, 5m)]);
        (await FindAsync("orders"))!.Version.Should().Be(1);
    }

    [TestMethod]
    public async Task Write_OfTheNextVersion_KeepsEveryValue()
    {
        await InsertAsync("orders");
        var first = (await FindAsync("orders"))!;
        var next = Full(2);

        var written = await _store.WriteAsync(next, TestContext.CancellationToken);

        written.Should().BeEquivalentTo(next, options => options.Excluding(flag => flag.UpdatedAt));
        written.UpdatedAt.Should().BeAfter(first.UpdatedAt).And.BeIn(DateTimeKind.Utc);
        (await FindAsync("orders")).Should().BeEquivalentTo(written);
        (await _store.FindAsync("orders", 2, TestContext.CancellationToken)).Should().BeEquivalentTo(written, "history keeps it too");
        (await _store.FindAsync("orders", 1, TestContext.CancellationToken)).Should().BeEquivalentTo(first, "and what was before");
    }

    [TestMethod]
    public async Task Write_OfAStaleVersion_SaysWhichOneIsCurrentAndChangesNothing()
    {
        await InsertAsync("orders");
        var current = await _store.WriteAsync(Full(2), TestContext.CancellationToken);

        var late = () => _store.WriteAsync(Full(2) with { RolloutPercent = 50 }, TestContext.CancellationToken);

        (await late.Should().ThrowAsync<StaleVersionException>()).Which.Should().Match<StaleVersionException>(stale => stale.Expected == 1 && stale.Actual == 2);
        (await FindAsync("orders")).Should().BeEquivalentTo(current);
        (await _store.HistoryAsync("orders", 10, TestContext.CancellationToken)).Should().HaveCount(2);
    }

    [TestMethod]
    public async Task Write_OfAVersionTooFar_IsStaleToo()
    {
        await InsertAsync("orders");

        var early = () => _store.WriteAsync(Full(3), TestContext.CancellationToken);

        (await early.Should().ThrowAsync<StaleVersionException>()).Which.Should().Match<StaleVersionException>(stale => stale.Expected == 2 && stale.Actual == 1);
    }

    [TestMethod]
    public async Task Write_OfAFlagThatIsNotThere_SaysThatThereIsNone()
    {
        var write = () => _store.WriteAsync(Full(2), TestContext.CancellationToken);

        (await write.Should().ThrowAsync<StaleVersionException>()).Which.Actual.Should().BeNull();
        (await FindAsync("orders")).Should().BeNull("a change makes no flag");
    }

    [TestMethod]
    public async Task Write_ByManyAtOnce_IsWonByOne()
    {
        await InsertAsync("orders");

        var won = await Task.WhenAll(Enumerable.Range(1, 8).Select(async percent =>
        {
            try
            {
                return await _store.WriteAsync(Full(2) with { RolloutPercent = percent }, TestContext.CancellationToken);
            }
            catch (StaleVersionException)
            {
                return null;
            }
        }));

        var winner = won.OfType<FlagDefinition>().Should().ContainSingle("version 2 is written once").Which;
        (await FindAsync("orders")).Should().BeEquivalentTo(winner);
    }

    [TestMethod]
    public async Task Write_ThatTheTableRefuses_ChangesNothing()
    {
        await InsertAsync("orders");

        var write = () => _store.WriteAsync(Full(2) with { RolloutPercent = 101 }, TestContext.CancellationToken);

        (await write.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.CheckViolation);
        (await FindAsync("orders"))!.Version.Should().Be(1);
    }

    [TestMethod]
    public async Task Write_OfNothing_NamesTheArgument()
        => (await _store.Awaiting(store => store.WriteAsync(null!, TestContext.CancellationToken)).Should().ThrowAsync<ArgumentNullException>())
            .Which.ParamName.Should().Be("flag");

    [TestMethod]
    public async Task History_IsNewestFirstAndNoLongerThanAskedFor()
    {
        await InsertAsync("orders");
        foreach (var version in new[] { 2, 3, 4 })
        {
            await _store.WriteAsync(Full(version) with { UpdatedBy = $"user {version}", Reason = $"reason {version}" }, TestContext.CancellationToken);
        }

        var history = await _store.HistoryAsync("orders", 3, TestContext.CancellationToken);

        history.Select(flag => (flag.Version, flag.UpdatedBy, flag.Reason))
            .Should().Equal((4, "user 4", "reason 4"), (3, "user 3", "reason 3"), (2, "user 2", "reason 2"));
    }

    [TestMethod]
    public async Task RollBack_IsANewVersionWithTheOldValues()
    {
        await InsertAsync("orders");
        var administration = new FlagAdministration(_store, new TrafficRouterOptions());
        var second = await _store.WriteAsync(Full(2), TestContext.CancellationToken);
        var killed = await administration.KillAsync("orders", Ann, TestContext.CancellationToken);
        killed.Should().Match<FlagDefinition>(flag => !flag.Enabled && flag.Version == 3);
        var earlier = (await _store.FindAsync("orders", 2, TestContext.CancellationToken))!;

        var back = await administration.RollBackAsync(killed!, earlier, Ann, TestContext.CancellationToken);

        back.Should().BeEquivalentTo(second with { Version = 4, UpdatedBy = "ann", Reason = "because" }, options => options.Excluding(flag => flag.UpdatedAt));
        (await _store.HistoryAsync("orders", 10, TestContext.CancellationToken)).Select(flag => flag.Version).Should().Equal(4, 3, 2, 1);
    }

    [TestMethod]
    public async Task Read_OfExperimentsThatNobodyCanRead_SaysWhichField()
    {
        await InsertAsync("orders");
        await _database.ExecuteAsync("update routing_flags set version = 2, experiments = '[1]'", TestContext.CancellationToken);

        var read = () => _store.ReadAllAsync(TestContext.CancellationToken);

        (await read.Should().ThrowAsync<FlagRefusedException>()).Which.Violations.Should().ContainSingle().Which.Field.Should().Be("experiments");
    }

    [TestMethod]
    public async Task Everything_WithoutItsDatabase_FailsAndComesBack()
    {
        await InsertAsync("orders");
        await _database.TakeAwayAsync();

        await _store.Awaiting(store => store.ReadAllAsync(TestContext.CancellationToken)).Should().ThrowAsync<NpgsqlException>();
        await _store.Awaiting(store => store.FindAsync("orders", TestContext.CancellationToken)).Should().ThrowAsync<NpgsqlException>();
        await _store.Awaiting(store => store.FindAsync("orders", 1, TestContext.CancellationToken)).Should().ThrowAsync<NpgsqlException>();
        await _store.Awaiting(store => store.HistoryAsync("orders", 1, TestContext.CancellationToken)).Should().ThrowAsync<NpgsqlException>();
        await _store.Awaiting(store => store.WriteAsync(Full(2), TestContext.CancellationToken)).Should().ThrowAsync<NpgsqlException>();
        await _store.Awaiting(store => store.ListenAsync(() => { }, TestContext.CancellationToken)).Should().ThrowAsync<NpgsqlException>();

        await _database.GiveBackAsync();
        (await FindAsync("orders"))!.Version.Should().Be(1, "nothing was written in between");
    }

    private static FlagDefinition Full(long version) => new()
    {
        Name = "orders",
        Version = version,
        Enabled = true,
        RolloutPercent = 12.345m,
        CanaryUserIds = [1, long.MaxValue],
        DenyUserIds = [2, 3],
        Seed = "7",
        ShadowPercent = 0.001m,
        Experiments = [new ExperimentDefinition("checkout", [new("a", 1, Side.Microservice), new("b", 3, Side.Monolith), new("c", 2)], "9")],
        Endpoint = "http://127.0.0.1:50051",
        UpdatedBy = "bob",
        Reason = "quote ' and \" and ž",
    };

    private Task InsertAsync(string name)
        => _database.ExecuteAsync($"insert into routing_flags (name, updated_by, reason) values ('{name}', 'seed', 'first')", TestContext.CancellationToken);

    private Task<FlagDefinition?> FindAsync(string name) => _store.FindAsync(name, TestContext.CancellationToken);
}
