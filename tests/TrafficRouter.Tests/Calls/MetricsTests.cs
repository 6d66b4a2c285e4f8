using System.Diagnostics.Metrics;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Telemetry;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Calls;

[TestClass]
public sealed class MetricsTests
{
    [TestMethod]
    public async Task Counters_AgreeExactlyWithWhatWasSent()
    {
        using var harness = new RouterHarness();
        using var decisions = harness.Counter("traffic_router.decisions");
        using var attempts = harness.Counter("traffic_router.attempts");
        using var durations = new MetricCollector<double>(harness.Meters, RouterMetrics.MeterName, "traffic_router.request.duration");
        harness.Answers();
        for (var call = 0; call < 20; call++)
        {
            await harness.RouteAsync(RouterHarness.Request());
        }

        harness.Script.Clear();
        harness.Fails(StatusCode.NotFound);
        for (var call = 0; call < 3; call++)
        {
            await FluentActions.Awaiting(() => harness.RouteAsync(RouterHarness.Request())).Should().ThrowAsync<RpcException>();
        }

        harness.Script.Clear();
        harness.Fails(StatusCode.Internal);
        await harness.RouteAsync(RouterHarness.Request());

        decisions.GetMeasurementSnapshot().Should().HaveCount(24).And.OnlyContain(decision =>
            decision.Tags["traffic_router.arm"]!.Equals("microservice") && decision.Tags["traffic_router.reason"]!.Equals("percentage") && decision.Tags["traffic_router.operation"]!.Equals("GetListing"));
        attempts.GetMeasurementSnapshot().GroupBy(attempt => (attempt.Tags["traffic_router.cause"], attempt.Tags["traffic_router.verdict"]))
            .Select(group => (group.Key, group.Count())).Should().BeEquivalentTo([(((object?)"ok", (object?)"success"), 20), (("not_found", "success"), 3), (("internal", "failure"), 1)]);
        durations.GetMeasurementSnapshot().Should().HaveCount(24);
        durations.GetMeasurementSnapshot().Count(duration => !duration.Tags.ContainsKey("error.type")).Should().Be(21, "what went well has no error");
        durations.GetMeasurementSnapshot().Count(duration => duration.Tags.TryGetValue("error.type", out var error) && error!.Equals("NotFound")).Should().Be(3);
        durations.GetMeasurementSnapshot().Should().ContainSingle(duration => duration.Tags["traffic_router.served_by"]!.Equals("monolith-fallback"))
            .Which.Tags["traffic_router.fallback_cause"].Should().Be("internal");
    }

    [TestMethod]
    public void Instruments_AreThoseOfTheReadmeEachWithUnitAndMeaning()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => found.Add(instrument) };
        using var harness = new RouterHarness();
        listener.Start();
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Adoption", "README.md"));

        var own = found.Where(instrument => instrument.Meter.Name == RouterMetrics.MeterName && instrument.Meter.Scope == harness.Meters).ToList();

        own.Select(instrument => (instrument.Name, instrument.Unit)).Should().BeEquivalentTo(
        [
            ("traffic_router.decisions", "{decision}"),
            ("traffic_router.request.duration", "s"),
            ("traffic_router.attempts", "{attempt}"),
            ("traffic_router.fallbacks", "{request}"),
            ("traffic_router.retries.refused", "{attempt}"),
            ("traffic_router.breaker.state", "{state}"),
            ("traffic_router.breaker.transitions", "{transition}"),
            ("traffic_router.shadow.reads", "{read}"),
            ("traffic_router.flags.age", "s"),
            ("traffic_router.flags.version", "{version}"),
        ]);
        own.Should().OnlyContain(instrument => !string.IsNullOrEmpty(instrument.Description) && readme.Contains($"`{instrument.Name}`", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Gauges_BeforeTheFirstRead_SayThatNothingIsKnown()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        _ = new RouterMetrics(meters, new FlagSource(TimeProvider.System));
        using var ages = new MetricCollector<double>(meters, RouterMetrics.MeterName, "traffic_router.flags.age");
        using var versions = new MetricCollector<long>(meters, RouterMetrics.MeterName, "traffic_router.flags.version");

        ages.RecordObservableInstruments();
        versions.RecordObservableInstruments();

        ages.LastMeasurement!.Value.Should().Be(double.PositiveInfinity);
        versions.GetMeasurementSnapshot().Should().BeEmpty();
        FluentActions.Invoking(() => new RouterMetrics(null!, new FlagSource(TimeProvider.System))).Should().Throw<ArgumentNullException>().WithParameterName("meters");
    }

    [TestMethod]
    public async Task Gauges_TellBreakersAndFlags()
    {
        using var harness = new RouterHarness();
        using var states = new MetricCollector<int>(harness.Meters, RouterMetrics.MeterName, "traffic_router.breaker.state");
        using var ages = new MetricCollector<double>(harness.Meters, RouterMetrics.MeterName, "traffic_router.flags.age");
        using var versions = new MetricCollector<long>(harness.Meters, RouterMetrics.MeterName, "traffic_router.flags.version");
        harness.Answers();
        await harness.RouteAsync(RouterHarness.Request());
        harness.Operations.Breakers["GetListing"].Isolate();
        harness.Time.Advance(TimeSpan.FromSeconds(3));

        states.RecordObservableInstruments();
        ages.RecordObservableInstruments();
        versions.RecordObservableInstruments();

        states.LastMeasurement!.Value.Should().Be(3);
        states.LastMeasurement.Tags["traffic_router.operation"].Should().Be("GetListing");
        ages.LastMeasurement!.Value.Should().Be(3);
        versions.LastMeasurement!.Value.Should().Be(7);
        versions.LastMeasurement.Tags["traffic_router.flag"].Should().Be("marketplace");
    }
}
