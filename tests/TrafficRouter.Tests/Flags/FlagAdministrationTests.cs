using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Flags;

[TestClass]
public sealed class FlagAdministrationTests
{
    private static readonly FlagAuthor Ann = new("ann", "because");

    private readonly MemoryFlagStore _store = new();
    private readonly FlagAdministration _flags;

    public FlagAdministrationTests()
    {
        _store.Put(TestFlags.Flag(5) with { Version = 1 });
        _flags = new FlagAdministration(_store, new TrafficRouterOptions());
    }

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Change_WritesTheNextVersionWithWhoAndWhy()
    {
        var written = await _flags.ChangeAsync(await CurrentAsync(), new FlagPatch { RolloutPercent = 25 }, Ann, TestContext.CancellationToken);

        written.Should().Match<FlagDefinition>(flag => flag.Version == 2 && flag.RolloutPercent == 25 && flag.UpdatedBy == "ann" && flag.Reason == "because");
        (await CurrentAsync()).Should().Be(written);
    }

    [TestMethod]
    public async Task Change_OfWhatSomebodyElseHasChanged_IsRefused()
    {
        var read = await CurrentAsync();
        await _flags.ChangeAsync(read, new FlagPatch { RolloutPercent = 25 }, Ann, TestContext.CancellationToken);

        var late = () => _flags.ChangeAsync(read, new FlagPatch { RolloutPercent = 50 }, Ann, TestContext.CancellationToken);

        (await late.Should().ThrowAsync<StaleVersionException>()).Which.Should().Match<StaleVersionException>(stale => stale.Expected == 1 && stale.Actual == 2);
        new StaleVersionException("f", 3, null).Message.Should().Be("Flag f is not at version 3 any more.");
    }

    [TestMethod]
    public async Task Change_AgainstARule_WritesNothing()
    {
        var change = async () => await _flags.ChangeAsync(await CurrentAsync(), new FlagPatch { RolloutPercent = 101 }, Ann, TestContext.CancellationToken);

        await change.Should().ThrowAsync<FlagRefusedException>();
        (await CurrentAsync()).Version.Should().Be(1);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("   ")]
    [DataRow("a\0b")]
    public async Task Anything_WithoutAReason_IsRefused(string reason)
    {
        var current = await CurrentAsync();
        var author = new FlagAuthor("ann", reason);
        var change = async () => await _flags.ChangeAsync(current, new FlagPatch { RolloutPercent = 1 }, author, TestContext.CancellationToken);
        var back = async () => await _flags.RollBackAsync(current, current, author, TestContext.CancellationToken);
        var kill = async () => await _flags.KillAsync(TestFlags.Name, author, TestContext.CancellationToken);

        (await change.Should().ThrowAsync<FlagRefusedException>()).Which.Violations.Single().Field.Should().Be("reason");
        await back.Should().ThrowAsync<FlagRefusedException>();
        await kill.Should().ThrowAsync<FlagRefusedException>();
        FluentActions.Invoking(() => new FlagAuthor("ann", new string('x', 501)).ThrowIfInvalid()).Should().Throw<FlagRefusedException>();
        FluentActions.Invoking(() => new FlagAuthor("ann", new string('x', 500)).ThrowIfInvalid()).Should().NotThrow();
    }

    [TestMethod]
    public async Task RollBack_IsANewVersionWithTheOldContent()
    {
        var first = await CurrentAsync();
        var second = await _flags.ChangeAsync(first, new FlagPatch { RolloutPercent = 50, CanaryUserIds = [1] }, Ann, TestContext.CancellationToken);

        var back = await _flags.RollBackAsync(second, (await _flags.FindAsync(TestFlags.Name, 1, TestContext.CancellationToken))!, Ann, TestContext.CancellationToken);

        back.Should().Be(first with { Version = 3, UpdatedBy = "ann", Reason = "because" });
        (await _flags.HistoryAsync(TestFlags.Name, 2, TestContext.CancellationToken)).Select(flag => flag.Version).Should().Equal(3, 2);
    }

    [TestMethod]
    public async Task Kill_WhileSomebodyElseIsChanging_StillKills()
    {
        var rivals = 3;
        _store.BeforeWrite = () =>
        {
            if (rivals-- > 0)
            {
                _store.Put(TestFlags.Flag(50) with { Version = 5 - rivals });
            }
        };

        var killed = await _flags.KillAsync(TestFlags.Name, Ann, TestContext.CancellationToken);

        killed.Should().Match<FlagDefinition>(flag => !flag.Enabled && flag.RolloutPercent == 50 && flag.UpdatedBy == "ann");
    }

    [TestMethod]
    public async Task Kill_WhoeverKeepsChangingIt_GivesUpInTheEnd()
    {
        var version = 2L;
        _store.BeforeWrite = () => _store.Put(TestFlags.Flag(50) with { Version = version++ });

        await FluentActions.Awaiting(() => _flags.KillAsync(TestFlags.Name, Ann, TestContext.CancellationToken)).Should().ThrowAsync<StaleVersionException>();
        version.Should().Be(22, "after twenty attempts");
    }

    [TestMethod]
    public async Task Kill_TwiceOrUnknown_WritesNothing()
    {
        var killed = await _flags.KillAsync(TestFlags.Name, Ann, TestContext.CancellationToken);

        (await _flags.KillAsync(TestFlags.Name, Ann, TestContext.CancellationToken)).Should().Be(killed);
        (await _flags.KillAsync("other", Ann, TestContext.CancellationToken)).Should().BeNull();
    }

    [TestMethod]
    public void Try_SaysWhoMovesAndInWhichDirection()
    {
        long[] users = [.. Enumerable.Range(1, 1000)];
        var half = TestFlags.Flag(50);
        var onHalf = users.Count(user => BucketFunction.Bucket("marketplace/marketplace/1", $"u:{user}") < 50_000);
        var onTen = users.Count(user => BucketFunction.Bucket("marketplace/marketplace/1", $"u:{user}") < 10_000);

        _flags.Try(half, new FlagPatch { RolloutPercent = 10 }, users).Should().Be(new DryRun(1000, 0, onHalf - onTen, onHalf, onTen));
        _flags.Try(half, new FlagPatch { RolloutPercent = 100 }, users).Should().Be(new DryRun(1000, 1000 - onHalf, 0, onHalf, 1000));
        _flags.Try(half, new FlagPatch(), users).Should().Be(new DryRun(1000, 0, 0, onHalf, onHalf));
        var dealtAnew = _flags.Try(half, new FlagPatch { Seed = "2" }, users);
        dealtAnew.ToMicroservice.Should().BePositive();
        dealtAnew.ToMonolith.Should().BePositive();
        FluentActions.Invoking(() => _flags.Try(half, new FlagPatch { RolloutPercent = 101 }, users)).Should().Throw<FlagRefusedException>();
    }

    [TestMethod]
    public async Task Anything_OfNothing_NamesTheArgument()
    {
        var flag = TestFlags.Flag();
        var token = TestContext.CancellationToken;
        (Func<Task> Call, string Argument)[] calls =
        [
            (() => _flags.ChangeAsync(null!, new FlagPatch(), Ann, token), "current"),
            (() => _flags.ChangeAsync(flag, null!, Ann, token), "patch"),
            (() => _flags.ChangeAsync(flag, new FlagPatch(), null!, token), "author"),
            (() => _flags.RollBackAsync(null!, flag, Ann, token), "current"),
            (() => _flags.RollBackAsync(flag, null!, Ann, token), "earlier"),
            (() => _flags.RollBackAsync(flag, flag, null!, token), "author"),
            (() => _flags.KillAsync("f", null!, token), "author"),
            (() => Task.FromResult(_flags.Try(flag, null!, [])), "patch"),
            (() => Task.FromResult(_flags.Try(flag, new FlagPatch(), null!)), "users"),
        ];

        foreach (var (call, argument) in calls)
        {
            (await call.Should().ThrowAsync<ArgumentNullException>()).Which.ParamName.Should().Be(argument);
        }
    }

    [TestMethod]
    public void Reason_ThatIsRefused_IsSaidSoShortened()
    {
        var violation = FluentActions.Invoking(() => new FlagAuthor("ann", new string('x', 501)).ThrowIfInvalid()).Should().Throw<FlagRefusedException>().Which.Violations.Single();

        violation.Value.Should().HaveLength(101);
        violation.Rule.Should().Be("must say in at most 500 characters why the flag is changed");
    }

    [TestMethod]
    public void Explain_GivesAllThatTheBucketIsWorkedOutFrom()
    {
        var why = _flags.Explain(TestFlags.Flag(100) with { Experiments = [new("e", [new("v", 1)])] }, RoutingSubject.User(42), default);

        BucketFunction.Bucket(why.Salt, why.Key!).Should().Be(why.Decision.Bucket);
        (why.Salt, why.Key).Should().Be(("marketplace/marketplace/1", "u:42"));
        why.Variants.Should().Be("e=v");
        why.Decision.Reason.Should().Be(RoutingReason.Percentage);
    }

    private async Task<FlagDefinition> CurrentAsync() => (await _flags.FindAsync(TestFlags.Name, TestContext.CancellationToken))!;
}
