using System.Buffers;
using System.Text;
using CsCheck;
using Google.Protobuf;
using Migration.Otlp.Protos;
using Migration.Otlp.Receiving;

namespace Migration.Otlp.Tests.Receiving;

/// <summary>Whatever bytes come, the receiver either takes them or says that they are malformed; it never fails in another way.</summary>
[TestClass]
public sealed class HostilePayloadTests
{
    private static readonly Gen<(int Position, byte Value)[]> Damage = Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 8];

    private readonly TraceReceiver _traces = new(Telemetry.CreateStore());
    private readonly MetricReceiver _metrics = new(Telemetry.CreateStore());

    [TestMethod]
    public void Protobuf_Damaged_IsTakenOrMalformed()
    {
        var valid = Payloads.Trace(spans: 3).ToByteArray();

        Damage.Sample(damage => TakenOrMalformed(() => _traces.Receive(TraceReceiver.ParseBinary(new ReadOnlySequence<byte>(Apply(damage, valid))))), iter: 5_000);
    }

    [TestMethod]
    public void Json_Damaged_IsTakenOrMalformed()
    {
        var valid = Encoding.UTF8.GetBytes("""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},"scopeSpans":[{"spans":[{
            "traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"click","kind":3,"startTimeUnixNano":"17000000",
            "attributes":[{"key":"n","value":{"intValue":"7"}},{"key":"d","value":{"doubleValue":1e3}},{"key":"b","value":{"bytesValue":"YWJj"}}],
            "status":{"code":"STATUS_CODE_ERROR"}}]}]}]}
            """);

        Damage.Sample(damage => TakenOrMalformed(() => _traces.Receive(_traces.ParseJson(Apply(damage, valid)))), iter: 5_000);
    }

    [TestMethod]
    public void Metrics_Damaged_AreTakenOrMalformed()
    {
        var exponential = new ExponentialHistogramDataPoint
        {
            Count = 3,
            Scale = 4,
            Positive = new ExponentialHistogramDataPoint.Types.Buckets { Offset = 1, BucketCounts = { 1, 2 } },
        };
        var valid = Payloads.Metrics(
            new Metric { Name = "a", Sum = new Sum { DataPoints = { new NumberDataPoint { AsInt = 4 } } } },
            new Metric { Name = "b", Histogram = new Histogram { DataPoints = { new HistogramDataPoint { BucketCounts = { 1, 2 }, ExplicitBounds = { 1 } } } } },
            new Metric { Name = "c", ExponentialHistogram = new ExponentialHistogram { DataPoints = { exponential } } },
            new Metric { Name = "d", Summary = new Summary { DataPoints = { new SummaryDataPoint { Count = 1 } } } }).ToByteArray();

        Damage.Sample(damage => TakenOrMalformed(() => _metrics.Receive(MetricReceiver.ParseBinary(new ReadOnlySequence<byte>(Apply(damage, valid))))), iter: 5_000);
    }

    [TestMethod]
    public void Times_AtTheEndOfTheirRange_AreKept()
    {
        var store = Telemetry.CreateStore();
        var request = Payloads.Trace();
        request.ResourceSpans[0].ScopeSpans[0].Spans[0].StartTimeUnixNano = ulong.MaxValue;
        request.ResourceSpans[0].ScopeSpans[0].Spans[0].EndTimeUnixNano = 1_700_000_000_000_000_000;

        new TraceReceiver(store).Receive(request);

        var span = store.GetSpans().Should().ContainSingle().Subject;
        span.Start.Year.Should().Be(2554);
        span.Duration.Should().Be(TimeSpan.Zero, "a clock that was set back gives no negative duration");
    }

    [TestMethod]
    public void Attributes_TooManyOrTooLong_AreCut()
    {
        var store = Telemetry.CreateStore(limits => { limits.MaxAttributes = 2; limits.MaxTextLength = 5; limits.MaxDetails = 1; });
        var request = Payloads.Trace();
        var span = request.ResourceSpans[0].ScopeSpans[0].Spans[0];
        span.Name = "1234😀5";
        span.Attributes.Add([Payloads.Text("b", new string('x', 9)), Payloads.Text("c", "left out")]);
        span.Events.Add([new Protos.Span.Types.Event { Name = "one" }, new Protos.Span.Types.Event { Name = "two" }]);

        new TraceReceiver(store).Receive(request);

        var kept = store.GetSpans().Should().ContainSingle().Subject;
        kept.Name.Should().Be("1234", "a character of two units is not split");
        kept.Attributes.Should().HaveCount(2);
        kept.Attributes.Text("b").Should().Be("xxxxx");
        kept.Events.Should().ContainSingle().Which.Name.Should().Be("one");
    }

    private static void TakenOrMalformed(Action receive)
    {
        try
        {
            receive();
        }
        catch (MalformedTelemetryException)
        {
            // The other allowed outcome.
        }
    }

    private static byte[] Apply((int Position, byte Value)[] damage, byte[] valid)
    {
        var bytes = valid.ToArray();
        foreach (var (position, value) in damage)
        {
            bytes[position % bytes.Length] = value;
        }

        return damage[0].Value % 3 == 0 ? bytes[..(damage[0].Position % bytes.Length)] : bytes;
    }
}
