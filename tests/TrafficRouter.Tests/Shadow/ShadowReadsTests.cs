using Grpc.Core;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Shadow;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Shadow;

[TestClass]
public sealed class ShadowReadsTests : IDisposable
{
    private readonly RouterHarness _harness = new(percent: 0, shadowPercent: 60);

    public required TestContext TestContext { get; set; }

    public void Dispose() => _harness.Dispose();

    /// <summary>The clock stands still: no caller can have waited for anything but the monolith.</summary>
    [TestMethod]
    public async Task Load_WhileTheMicroserviceIsDead_IsServedWithoutWaitingForIt()
    {
        const int Reads = 2_000;
        using var harness = new RouterHarness(percent: 0, shadowPercent: 100);
        var began = 0;
        var route = new Route<int, string>("GetListing", Idempotency.Safe)
        {
            Monolith = (_, _) => Task.FromResult("monolith"),
            Microservice = async (_, call) =>
            {
                Interlocked.Increment(ref began);
                return await harness.HangAsync(call.CancellationToken);
            },
            Compare = (_, _) => [],
        };
        await harness.Shadow.StartAsync(TestContext.CancellationToken);

        await Parallel.ForEachAsync(Enumerable.Range(0, Reads), TestContext.CancellationToken, async (id, _) =>
            (await harness.Router.RouteAsync(route, id, RouterHarness.Request())).Should().Be("monolith"));

        var report = harness.Shadow.Report();
        (report.Equal + report.Different + report.Failed).Should().Be(0, "the microservice has not answered one of them");
        Volatile.Read(ref began).Should().BeLessThanOrEqualTo(2, "two at a time are repeated");
        report.Dropped.Should().BeGreaterThanOrEqualTo(Reads - ShadowReads.QueueLength - 2, "the others wait in a bounded queue or are dropped");
        harness.Operations.Breakers.Should().BeEmpty("no breaker hears of it");
    }

    [TestMethod]
    public async Task Read_OfTheMonolith_IsRepeatedAndCompared()
    {
        _harness.Answers("something else");
        using var counter = _harness.Counter("traffic_router.shadow.reads");
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);

        (await _harness.RouteAsync(RouterHarness.Request())).Should().Be("monolith");

        var report = await ReportAsync(report => report.Different == 1);
        var sample = report.Samples.Should().ContainSingle().Which;
        sample.Operation.Should().Be("GetListing");
        sample.Request.Should().Be("1");
        sample.Differences.Should().Equal(new FieldDifference("text", "monolith", "something else"));
        _harness.Attempts.Should().ContainSingle().Which.Options.Deadline.Should().Be(_harness.Time.GetUtcNow().UtcDateTime + ShadowReads.Limit);
        await Eventually.IsTrueAsync(() => _harness.Logs.GetSnapshot().Any(line => line.Id.Name == "ShadowDifferent"), TestContext.CancellationToken);
        _harness.Logs.GetSnapshot().Single(line => line.Id.Name == "ShadowDifferent").Message.Should().Be("Shadow read GetListing 1: the sides differ in text");
        Outcomes(counter).Should().Equal("different");
    }

    [TestMethod]
    public async Task Read_ThatSaysTheSame_IsCountedOnly()
    {
        _harness.Answers("monolith");
        using var counter = _harness.Counter("traffic_router.shadow.reads");
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);

        await _harness.RouteAsync(RouterHarness.Request());

        (await ReportAsync(report => report.Equal == 1)).Samples.Should().BeEmpty();
        await Eventually.IsTrueAsync(() => Outcomes(counter) is ["equal"], TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Read_OfTheMicroservice_IsRepeatedOnTheMonolith()
    {
        using var harness = new RouterHarness(percent: 100, shadowPercent: 100);
        harness.Answers();
        await harness.Shadow.StartAsync(TestContext.CancellationToken);

        await harness.RouteAsync(RouterHarness.Request());

        var report = await ReportAsync(harness, report => report.Different == 1);
        report.Samples[0].Differences[0].Should().Be(new FieldDifference("text", "monolith", "microservice"));
    }

    [TestMethod]
    public async Task Read_NotFoundOnTheOtherSide_IsADifference()
    {
        _harness.Fails(StatusCode.NotFound);
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);

        await _harness.RouteAsync(RouterHarness.Request());

        (await ReportAsync(report => report.Different == 1)).Samples[0].Differences
            .Should().Equal(new FieldDifference("(existence)", "found", "not found"));
    }

    [TestMethod]
    public async Task Read_ThatHangs_EndsByItsOwnDeadlineAndTouchesNoBreaker()
    {
        _harness.Hangs();
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);
        for (var read = 0; read < 6; read++)
        {
            (await _harness.Router.RouteAsync(_harness.Route(), 1, RouterHarness.Request())).Should().Be("monolith");
        }

        await ReportAsync(report =>
        {
            _harness.Time.Advance(TimeSpan.FromMilliseconds(100));
            return report.Failed == 6;
        });

        _harness.Operations.Breakers.Values.Should().OnlyContain(breaker => breaker.State == BreakerState.Closed);
    }

    [TestMethod]
    public async Task Queue_Full_DropsAndNeverWaits()
    {
        using var counter = _harness.Counter("traffic_router.shadow.reads");

        // Nobody works the queue off.
        for (var read = 0; read < ShadowReads.QueueLength + 7; read++)
        {
            (await _harness.Router.RouteAsync(_harness.Route(), 1, RouterHarness.Request())).Should().Be("monolith");
        }

        _harness.Shadow.Report().Dropped.Should().Be(7);
        counter.GetMeasurementSnapshot().Should().HaveCount(7).And.OnlyContain(measured => measured.Tags["traffic_router.outcome"]!.Equals("dropped"));
    }

    [TestMethod]
    public async Task Sample_IsTheShareThatTheFlagSays()
    {
        _harness.Answers("monolith");
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);

        _harness.Random = 0.6;
        await _harness.RouteAsync(RouterHarness.Request());
        _harness.Random = 0.599;
        await _harness.RouteAsync(RouterHarness.Request());

        await ReportAsync(report => report.Equal == 1);
        _harness.Attempts.Should().ContainSingle();
    }

    [TestMethod]
    public async Task Writes_FallbacksAndKilledFlags_AreNeverRepeated()
    {
        using var harness = new RouterHarness(percent: 100, shadowPercent: 100);
        harness.Fails(StatusCode.Internal);
        await harness.Shadow.StartAsync(TestContext.CancellationToken);

        await harness.RouteAsync(RouterHarness.Request());
        harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(0) with { ShadowPercent = 100 }], harness.Time.GetTimestamp()));
        await harness.RouteAsync(RouterHarness.Request(), Idempotency.Keyed);
        harness.Flags.Replace(new FlagSnapshot("marketplace", [TestFlags.Flag(0, enabled: false) with { ShadowPercent = 100 }], harness.Time.GetTimestamp()));
        await harness.RouteAsync(RouterHarness.Request());

        harness.Attempts.Should().ContainSingle("only the one that fell back");
        harness.Shadow.Report().Should().BeEquivalentTo(new ShadowReport(0, 0, 0, 0, []));
    }

    [TestMethod]
    public async Task Read_IsRepeatedAfterTheAnswerOnly()
    {
        _harness.Answers("monolith");
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);
        Action? later = null;
        var request = new RouteRequest { Subject = default, AfterAnswer = action => later = action };

        await _harness.RouteAsync(request);
        _harness.Attempts.Should().BeEmpty();
        later!();

        await ReportAsync(report => report.Equal == 1);
    }

    [TestMethod]
    public async Task Samples_AreTheNewestHundred()
    {
        _harness.Answers("else");
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);
        for (var id = 1; id <= ShadowReads.MaxSamples + 5; id++)
        {
            await _harness.Router.RouteAsync(_harness.Route(), id, RouterHarness.Request());
        }

        var report = await ReportAsync(report => report.Different == ShadowReads.MaxSamples + 5);

        report.Samples.Should().HaveCount(ShadowReads.MaxSamples);
    }

    [TestMethod]
    public async Task Read_ThatFails_IsCountedAndLogged()
    {
        _harness.Fails(StatusCode.Internal);
        using var counter = _harness.Counter("traffic_router.shadow.reads");
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);

        await _harness.RouteAsync(RouterHarness.Request());

        await ReportAsync(report => report.Failed == 1);
        await Eventually.IsTrueAsync(() => Outcomes(counter) is ["failed"], TestContext.CancellationToken);
        await Eventually.IsTrueAsync(() => _harness.Logs.GetSnapshot().Any(line => line.Id.Name == "ShadowFailed"), TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Sample_OfARequestWithoutArguments_SaysNothingOfThem()
    {
        await _harness.Shadow.StartAsync(TestContext.CancellationToken);
        var route = new Route<string?, string>("Summary", Idempotency.Safe)
        {
            Monolith = (_, _) => Task.FromResult("monolith"),
            Microservice = (_, _) => Task.FromResult("microservice"),
            Compare = (left, right) => [new FieldDifference("text", left, right)],
        };

        await _harness.Router.RouteAsync(route, null, RouterHarness.Request());

        (await ReportAsync(report => report.Samples.Count == 1)).Samples[0].Request.Should().BeEmpty();
    }

    private static List<string> Outcomes(MetricCollector<long> counter)
        => [.. counter.GetMeasurementSnapshot().Select(measured => (string)measured.Tags["traffic_router.outcome"]!)];

    private Task<ShadowReport> ReportAsync(Func<ShadowReport, bool> isThere) => ReportAsync(_harness, isThere);

    private async Task<ShadowReport> ReportAsync(RouterHarness harness, Func<ShadowReport, bool> isThere)
    {
        await Eventually.IsTrueAsync(() => isThere(harness.Shadow.Report()), TestContext.CancellationToken);
        return harness.Shadow.Report();
    }
}
