using Microsoft.Extensions.Time.Testing;
using Migration.Dashboard.Migrating.Traffic;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class TrafficReaderTests
{
    private static readonly double[] s_bounds = [0.01, 0.1, 0.2];
    private static readonly DateTimeOffset s_start = new(2026, 11, 29, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_start);
    private readonly TelemetryStore _store;
    private readonly TelemetryResource _monolith;

    public TrafficReaderTests()
    {
        _store = new TelemetryStore(new TelemetryLimits(), _time);
        _monolith = Register("monolith");
        Send(_monolith, "traffic_router.flags.version", new NumberPoint(7), InstrumentKind.Gauge);
    }

    [TestMethod]
    public void Read_WithoutTelemetry_SaysSo()
        => new TrafficReader(new TelemetryStore(new TelemetryLimits(), _time), _time).Read().HasTelemetry.Should().BeFalse();

    [TestMethod]
    public void Read_Traffic_IsSplitBySideOverTheLastMinute()
    {
        At(10);
        Duration("monolith", "monolith", [5, 0, 0, 0]);
        Duration("microservice", "microservice", [1, 0, 0, 0]);
        At(70);
        Duration("monolith", "monolith", [5, 90, 0, 0]);
        Duration("microservice", "microservice", [11, 0, 0, 0]);

        var traffic = Sut().Read();

        traffic.Monolith.Requests.Should().Be(90, "five requests are older than the window");
        traffic.Monolith.Rate.Should().Be(1.5);
        traffic.Microservice.Requests.Should().Be(10);
        traffic.MicroserviceShare.Should().BeApproximately(0.1, 0.0001);
        traffic.ServedBy.Should().BeEquivalentTo(new Dictionary<string, long>(StringComparer.Ordinal) { ["monolith"] = 90, ["microservice"] = 10 });
    }

    [TestMethod]
    public void Read_Fallbacks_CountAgainstTheMicroserviceThoughAUserSawAnAnswer()
    {
        At(10);
        Duration("microservice", "microservice", [8, 0, 0, 0]);
        Duration("microservice", "monolith-fallback", [1, 0, 0, 0]);
        Duration("microservice", "microservice", [1, 0, 0, 0], error: "Internal");

        var traffic = Sut().Read();

        traffic.Microservice.Should().Match<SideTraffic>(side => side.Requests == 10 && side.Errors == 1 && side.Fallbacks == 1);
        traffic.Microservice.FailureShare.Should().Be(0.2);
        traffic.Monolith.FailureShare.Should().BeNull();
    }

    [TestMethod]
    [DataRow("monolith", "ProblemException")]
    [DataRow("microservice", "NotFound")]
    [DataRow("microservice", "FailedPrecondition")]
    [DataRow("microservice", "TaskCanceledException")]
    public void Read_ErrorsThatAreTheRequestsOwn_AreNoFailureOfASide(string arm, string error)
    {
        At(10);
        Duration(arm, arm, [9, 0, 0, 0], error);
        Duration(arm, arm, [1, 0, 0, 0], error: arm == "monolith" ? "NpgsqlException" : "Unavailable");

        var traffic = Sut().Read();

        var side = arm == "monolith" ? traffic.Monolith : traffic.Microservice;
        side.Requests.Should().Be(10);
        side.FailureShare.Should().Be(0.1, "only what the side itself got wrong counts");
    }

    [TestMethod]
    public void Read_Latency_IsEstimatedWithinTheBucket()
    {
        At(10);
        Duration("monolith", "monolith", [50, 45, 4, 1]);

        var side = Sut().Read().Monolith;

        side.P50!.Value.TotalMilliseconds.Should().BeApproximately(10, 0.001);
        side.P95!.Value.TotalMilliseconds.Should().BeApproximately(100, 0.001);
        side.P99!.Value.TotalMilliseconds.Should().BeApproximately(200, 0.001);
    }

    [TestMethod]
    public void Read_ProcessThatStartsAnew_CountsFromZero()
    {
        At(10);
        Duration("monolith", "monolith", [100, 0, 0, 0]);
        At(20);
        Duration("monolith", "monolith", [3, 0, 0, 0]);

        Sut().Read().Monolith.Requests.Should().Be(103);
    }

    [TestMethod]
    public void Read_ProcessThatWasThereBeforeUs_CountsOnlyWhatIsKnown()
    {
        At(10);
        var other = Register("monolith-2");
        Send(other, RouterTelemetry.Duration, Histogram([1000, 0, 0, 0]), attributes: Attributes("monolith", "monolith"));
        At(20);
        Send(other, RouterTelemetry.Duration, Histogram([1007, 0, 0, 0]), attributes: Attributes("monolith", "monolith"));

        Sut().Read().Monolith.Requests.Should().Be(7);
    }

    [TestMethod]
    public void Read_DecisionsAndFallbacks_AreCountedByTheirCause()
    {
        At(10);
        Count(RouterTelemetry.Decisions, 9, ("traffic_router.arm", "monolith"), ("traffic_router.reason", "default_monolith"));
        Count(RouterTelemetry.Decisions, 12, ("traffic_router.arm", "microservice"), ("traffic_router.reason", "percentage"));
        Count(RouterTelemetry.Fallbacks, 4, ("traffic_router.operation", "GetListing"), ("traffic_router.cause", "breaker_open"));

        var traffic = Sut().Read();

        traffic.Decisions.Should().Equal(new DecisionCount("microservice", "percentage", 12), new DecisionCount("monolith", "default_monolith", 9));
        traffic.Fallbacks.Should().Equal(new FallbackCause("breaker_open", "GetListing", 4));
    }

    [TestMethod]
    public void Read_Intervals_AreWholeAndHaveNoGaps()
    {
        At(301);
        Duration("microservice", "microservice", [10, 0, 0, 0]);
        At(309);

        var intervals = Sut().Read().Intervals;

        intervals.Should().HaveCount(60);
        intervals[^1].Should().Match<TrafficInterval>(last => last.Start == s_start.AddSeconds(300) && last.Microservice.Rate == 2);
        intervals[^2].Microservice.Rate.Should().Be(0);
    }

    [TestMethod]
    public void Read_BreakerMoves_AreToldNewestFirst()
    {
        Move("closed", "open", "failures");
        At(30);
        Move("open", "half_open", "break_over");

        Sut().Read().BreakerMoves.Should().Equal(
            new BreakerMove(s_start.AddSeconds(30), "monolith", "GetListing", "open", "half_open", "break_over"),
            new BreakerMove(s_start, "monolith", "GetListing", "closed", "open", "failures"));
    }

    private TrafficReader Sut() => new(_store, _time);

    private void At(int seconds) => _time.SetUtcNow(s_start.AddSeconds(seconds));

    private TelemetryResource Register(string service) => _store.Register(new TelemetryResource(service, "1", TelemetryAttributes.Empty))!;

    private void Duration(string arm, string servedBy, ulong[] counts, string? error = null)
        => Send(_monolith, RouterTelemetry.Duration, Histogram(counts), attributes: Attributes(arm, servedBy, error));

    private void Count(string instrument, int value, params (string Key, string Value)[] attributes)
        => Send(_monolith, instrument, new NumberPoint(value), InstrumentKind.Sum, Of(attributes));

    private void Move(string from, string to, string cause) => _store.Add(
        _monolith,
        [
            new LogRecord
            {
                Resource = _monolith,
                Scope = new TelemetryScope("Migration.TrafficRouter", "", TelemetryAttributes.Empty),
                UnixNano = Now(),
                EventName = "BreakerMoved",
                Attributes = Of(("Operation", "GetListing"), ("From", from), ("To", to), ("Cause", cause)),
            },
        ]);

    private static HistogramPoint Histogram(ulong[] counts) => new(counts.Aggregate((sum, count) => sum + count), s_bounds, counts);

    private static TelemetryAttributes Attributes(string arm, string servedBy, string? error = null)
        => Of([("traffic_router.arm", arm), ("traffic_router.served_by", servedBy), .. error is null ? Array.Empty<(string, string)>() : [("error.type", error)]]);

    private static TelemetryAttributes Of(params (string Key, string Value)[] attributes)
        => new(attributes.Select(attribute => KeyValuePair.Create(attribute.Key, (object?)attribute.Value)));

    private ulong Now() => (ulong)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    private void Send(TelemetryResource from, string instrument, MetricPoint point, InstrumentKind kind = InstrumentKind.Histogram, TelemetryAttributes? attributes = null)
        => _store.Add(
            from,
            [
                new MetricSample(
                    new MetricInstrument
                    {
                        Resource = from,
                        Scope = new TelemetryScope("Migration.TrafficRouter", "", TelemetryAttributes.Empty),
                        Name = instrument,
                        Kind = kind,
                        Temporality = MetricTemporality.Cumulative,
                    },
                    attributes ?? TelemetryAttributes.Empty,
                    point with { UnixNano = Now(), StartUnixNano = 1 }),
            ]);
}
