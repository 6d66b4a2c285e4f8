using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Decisions;

[TestClass]
public sealed class DecisionEngineTests
{
    private readonly FakeTimeProvider _time = new();

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Decide_AtAColdStart_IsTheMonolith()
    {
        var decision = new DecisionEngine(new FlagSource(_time), _time).Decide(TestFlags.Name, RoutingSubject.User(1), default);

        decision.Side.Should().Be(Side.Monolith);
        decision.Reason.Should().Be(RoutingReason.FlagStoreStale);
        decision.FlagVersion.Should().Be(0);
        decision.Bucket.Should().Be(-1);
        decision.Seed.Should().BeEmpty();
        decision.Flag.Should().Be(TestFlags.Name);
    }

    [TestMethod]
    public void Decide_WithASnapshotOlderThan30Seconds_IsTheMonolith()
    {
        var source = TestFlags.Source(_time, TestFlags.Flag(100));
        var engine = new DecisionEngine(source, _time);

        _time.Advance(TimeSpan.FromSeconds(30));
        engine.Decide(TestFlags.Name, RoutingSubject.User(1), default).Side.Should().Be(Side.Microservice, "30 s are still believed");
        source.IsStale.Should().BeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        engine.Decide(TestFlags.Name, RoutingSubject.User(1), default).Reason.Should().Be(RoutingReason.FlagStoreStale);
        source.IsStale.Should().BeTrue();
        engine.IsKilled(TestFlags.Name).Should().BeTrue();
    }

    [TestMethod]
    public void Decide_UnknownFlag_IsTheMonolith()
        => new DecisionEngine(TestFlags.Source(_time, TestFlags.Flag(100)), _time)
            .Decide("other", RoutingSubject.User(1), default).Reason.Should().Be(RoutingReason.FlagMissing);

    [TestMethod]
    public void IsKilled_FollowsTheFlag()
    {
        new DecisionEngine(TestFlags.Source(_time, TestFlags.Flag(0)), _time).IsKilled(TestFlags.Name).Should().BeFalse();
        new DecisionEngine(TestFlags.Source(_time, TestFlags.Flag(100, enabled: false)), _time).IsKilled(TestFlags.Name).Should().BeTrue();
        new DecisionEngine(TestFlags.Source(_time, TestFlags.Flag(0)), _time).IsKilled("other").Should().BeTrue();
    }

    [TestMethod]
    public void Decide_AllocatesNothing()
    {
        var source = new FlagSource(TimeProvider.System);
        source.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(50) with { CanaryUserIds = [1], DenyUserIds = [4], Experiments = [new("e", [new("a", 1)])] }], TimeProvider.System.GetTimestamp()));
        var engine = new DecisionEngine(source, TimeProvider.System);
        var visitor = RoutingSubject.Visitor("0f8fad5b-d9cb-469f-a165-70867728950e");
        engine.Decide(TestFlags.Name, visitor, default);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var user = 1; user < 1000; user++)
        {
            engine.Decide(TestFlags.Name, RoutingSubject.User(user), default);
            engine.Decide(TestFlags.Name, visitor, default);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [TestMethod]
    public async Task Decide_WhileSnapshotsAreReplaced_AlwaysSeesOneWhole()
    {
        var source = TestFlags.Source(_time, TestFlags.Flag(0));
        var engine = new DecisionEngine(source, _time);
        using var stop = new CancellationTokenSource();

        // Odd versions move everybody, even ones nobody: a torn read would mix them.
        var writer = Task.Run(() =>
        {
            for (var version = 1L; !stop.IsCancellationRequested; version++)
            {
                source.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(version % 2 * 100) with { Version = version }], _time.GetTimestamp()));
            }
        }, TestContext.CancellationToken);
        var wrong = 0;
        Parallel.For(0, 200_000, user =>
        {
            var decision = engine.Decide(TestFlags.Name, RoutingSubject.User(user + 1), default);
            if (decision.FlagVersion != 7 && decision.FlagVersion % 2 == 1 != (decision.Side == Side.Microservice))
            {
                Interlocked.Increment(ref wrong);
            }
        });
        await stop.CancelAsync();
        await writer;

        wrong.Should().Be(0);
    }

    [TestMethod]
    public void Names_AreWhatTheWireSays()
    {
        Enum.GetValues<RoutingReason>().Select(reason => reason.ToWord()).Should().Equal(
            "flag_store_stale", "flag_missing", "kill_switch", "deny_list", "read_your_writes", "canary_user", "forced_header",
            "percentage", "experiment", "default_monolith", "outside_contract", "key_claimed");
        Side.Monolith.ToWord().Should().Be("monolith");
        Side.Microservice.ToWord().Should().Be("microservice");
        SideNames.TryParse("MICROSERVICE", out var side).Should().BeTrue();
        side.Should().Be(Side.Microservice);
        SideNames.TryParse("Monolith", out side).Should().BeTrue();
        side.Should().Be(Side.Monolith);
        SideNames.TryParse("elsewhere", out _).Should().BeFalse();
        SideNames.TryParse(null, out _).Should().BeFalse();
    }
}
