using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Flags;

[TestClass]
public sealed class FlagFollowerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryFlagStore _store = new();
    private readonly FakeLogger<FlagFollower> _log = new();
    private readonly FlagSource _flags;
    private readonly FlagFollower _follower;

    public FlagFollowerTests()
    {
        _flags = new FlagSource(_time);
        _follower = new FlagFollower(_store, _flags, new TrafficRouterOptions(), _time, _log);
    }

    public required TestContext TestContext { get; set; }

    public void Dispose() => _follower.Dispose();

    [TestMethod]
    public async Task Start_ReadsBeforeAnythingIsServed()
    {
        _store.Put(TestFlags.Flag(5) with { Version = 1 });

        await _follower.StartAsync(TestContext.CancellationToken);

        VersionHere().Should().Be(1);
        _log.Collector.GetSnapshot().Should().ContainSingle(line => line.Id.Name == "FlagChanged");
        await _follower.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Change_ThatIsToldOf_IsFollowedWithoutAnyPoll()
    {
        _store.Put(TestFlags.Flag(5) with { Version = 1 });
        await _follower.StartAsync(TestContext.CancellationToken);

        _store.Put(TestFlags.Flag(10) with { Version = 2 });

        await UntilAsync(() => VersionHere() == 2);
        await _follower.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Change_ThatNobodyTellsOf_IsFoundByThePoll()
    {
        _store.IsMute = true;
        _store.Put(TestFlags.Flag(5) with { Version = 1 });
        await _follower.StartAsync(TestContext.CancellationToken);
        _store.Put(TestFlags.Flag(10) with { Version = 2 });
        await UntilAsync(() => _log.Collector.GetSnapshot().Any(line => line.Id.Name == "FlagChannelLost"));
        VersionHere().Should().Be(1);

        _time.Advance(TimeSpan.FromSeconds(5));

        await UntilAsync(() => VersionHere() == 2);
        await _follower.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Channel_ThatWasLost_IsOpenedAgain()
    {
        _store.IsMute = true;
        _store.Put(TestFlags.Flag(5) with { Version = 1 });
        await _follower.StartAsync(TestContext.CancellationToken);
        await UntilAsync(() => _log.Collector.GetSnapshot().Any(line => line.Id.Name == "FlagChannelLost"));
        _store.IsMute = false;
        _store.Put(TestFlags.Flag(10) with { Version = 2 });

        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return VersionHere() == 2;
        });
        await _follower.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Store_OutOfReach_IsToldOnceAndHealthSaysSo()
    {
        _store.IsDown = true;
        var health = new FlagHealthCheck(_flags);
        await _follower.StartAsync(TestContext.CancellationToken);
        (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.CancellationToken)).Status.Should().Be(HealthStatus.Degraded, "nothing has been read");
        await UntilAsync(() =>
        {
            // The poll's timer is made on another thread, at any moment from now on.
            _time.Advance(TimeSpan.FromSeconds(5));
            return _store.Reads >= 2;
        });

        _store.IsDown = false;
        _store.Put(TestFlags.Flag(5) with { Version = 1 });
        await UntilAsync(() => VersionHere() == 1 && _log.Collector.GetSnapshot().Any(line => line.Id.Name == "FlagsBack"));
        (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.CancellationToken)).Status.Should().Be(HealthStatus.Healthy);
        _store.IsDown = true;
        _time.Advance(TimeSpan.FromSeconds(31));
        (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.CancellationToken)).Status.Should().Be(HealthStatus.Degraded, "31 s are too old");

        _log.Collector.GetSnapshot().Should().ContainSingle(line => line.Id.Name == "FlagsBack");
        await _follower.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Health_SaysHowOldTheFlagsAre()
    {
        var health = new FlagHealthCheck(_flags);
        (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.CancellationToken)).Description.Should().StartWith("The routing flags have not been read yet");
        _flags.Replace(new FlagSnapshot("marketplace", [], _time.GetTimestamp()));

        _time.Advance(TimeSpan.FromSeconds(30));
        (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.CancellationToken))
            .Should().Match<HealthCheckResult>(result => result.Status == HealthStatus.Healthy && result.Description == "Flags are 30 s old");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.CancellationToken))
            .Should().Match<HealthCheckResult>(result => result.Status == HealthStatus.Degraded && result.Description == "The routing flags are 31 s old: everybody goes to the monolith");
    }

    [TestMethod]
    public async Task Outage_ThatLasts_IsToldOfOnceAndEachVersionOnce()
    {
        _store.Put(TestFlags.Flag(5) with { Version = 1 });
        _store.IsDown = true;
        await _follower.StartAsync(TestContext.CancellationToken);
        await PollAsync(times: 3);
        _store.IsDown = false;
        await PollAsync(times: 3);
        await UntilAsync(() => VersionHere() == 1);
        await _follower.StopAsync(TestContext.CancellationToken);

        var log = _log.Collector.GetSnapshot();
        log.Should().ContainSingle(line => line.Id.Name == "FlagsOutOfReach").Which.Message.Should().Contain("the store is down").And.Contain("30 s");
        log.Should().ContainSingle(line => line.Id.Name == "FlagsBack");
        log.Should().ContainSingle(line => line.Id.Name == "FlagChanged").Which.Message.Should().Contain("marketplace is at version 1");
    }

    /// <summary>Lets so many polls happen, each for certain.</summary>
    private async Task PollAsync(int times)
    {
        for (var poll = 0; poll < times; poll++)
        {
            var reads = _store.Reads;
            await UntilAsync(() =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return _store.Reads > reads;
            });
        }
    }

    private long? VersionHere() => _flags.Current?.Find(TestFlags.Name)?.Definition.Version;

    private Task UntilAsync(Func<bool> isThere) => Eventually.IsTrueAsync(isThere, TestContext.CancellationToken);
}
