using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SpanKind = Migration.Otlp.Records.SpanKind;

namespace Migration.Otlp.Tests.Receiving;

/// <summary>What OpenTelemetry's own SDK sends is what the store answers.</summary>
[TestClass]
public sealed class SdkRoundTripTests(TestContext testContext)
{
    private static readonly ActivitySource Source = new("Migration.Otlp.Tests.RoundTrip", "2.1");
    private static readonly int[] Ids = [1, 2];
    private static readonly ResourceBuilder Service = ResourceBuilder.CreateEmpty().AddService("listings", serviceInstanceId: "listings-abc");

    [TestMethod]
    [DataRow(OtlpExportProtocol.Grpc)]
    [DataRow(OtlpExportProtocol.HttpProtobuf)]
    public async Task Traces_SentByTheSdk_AreKeptAsTheyWere(OtlpExportProtocol protocol)
    {
        await using var host = await ReceiverHost.StartAsync();
        using var provider = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Service).AddSource(Source.Name)
            .AddOtlpExporter(options => Configure(options, host, protocol, "traces")).Build();
        ActivityContext linked = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        Activity parent;
        using (parent = Source.StartActivity("parent", ActivityKind.Server)!)
        {
            using var child = Source.StartActivity(ActivityKind.Client, links: [new ActivityLink(linked)], name: "child")!;
            child.SetTag("db.system", "postgresql").SetTag("rows", 3L).SetTag("ratio", 0.5).SetTag("cached", false).SetTag("ids", Ids);
            child.AddException(new InvalidOperationException("no such table"));
            child.SetStatus(ActivityStatusCode.Error, "no such table");
        }

        provider.ForceFlush();
        var trace = await host.Store.WaitForTraceAsync(parent.TraceId.ToHexString(), trace => trace.IsConnected && trace.Spans.Count == 2, cancellationToken: testContext.CancellationToken);

        trace.Root.Name.Should().Be("parent");
        trace.Root.Kind.Should().Be(SpanKind.Server);
        trace.HasError.Should().BeTrue();
        var span = trace.Spans[1];
        span.Should().BeEquivalentTo(new
        {
            Name = "child",
            Kind = SpanKind.Client,
            ParentSpanId = parent.SpanId.ToHexString(),
            Status = SpanStatus.Error,
            StatusMessage = "no such table",
            IsDatabase = true,
            Resource = new { ServiceName = "listings", InstanceId = "listings-abc" },
            Scope = new { Source.Name, Version = "2.1" },
        });
        span.Attributes["rows"].Should().Be(3L);
        span.Attributes["ratio"].Should().Be(0.5);
        span.Attributes["cached"].Should().Be(false);
        span.Attributes["ids"].Should().BeEquivalentTo(Ids);
        span.Events.Should().ContainSingle().Which.Attributes.Text("exception.message").Should().Be("no such table");
        span.Links.Should().ContainSingle().Which.SpanId.Should().Be(linked.SpanId.ToHexString());
        trace.Root.Start.UtcDateTime.Should().Be(parent.StartTimeUtc);
        trace.Root.Duration.Should().Be(parent.Duration);
    }

    [TestMethod]
    [DataRow(OtlpExportProtocol.Grpc)]
    [DataRow(OtlpExportProtocol.HttpProtobuf)]
    public async Task Logs_SentByTheSdk_AreKeptAsTheyWere(OtlpExportProtocol protocol)
    {
        await using var host = await ReceiverHost.StartAsync();
        using var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options => options
            .SetResourceBuilder(Service)
            .AddOtlpExporter(exporter => Configure(exporter, host, protocol, "logs"))));
        using var activity = new Activity("operation").Start();
        var logger = factory.CreateLogger("Migration.Listings.Outbox");

        LoggerMessage.Define<int>(LogLevel.Warning, new EventId(7, "OutboxBehind"), "Outbox is {Jobs} jobs behind")(logger, 42, null);
        var record = await host.Store.WaitForLogAsync(record => record.EventName is "OutboxBehind", cancellationToken: testContext.CancellationToken);

        record.Severity.Should().Be(LogSeverity.Warning);
        record.Scope.Name.Should().Be("Migration.Listings.Outbox");
        record.Message.Should().Be("Outbox is {Jobs} jobs behind");
        record.Attributes.Text("Jobs").Should().Be("42");
        record.TraceId.Should().Be(activity.TraceId.ToHexString());
        record.SpanId.Should().Be(activity.SpanId.ToHexString());
        record.Resource.ToString().Should().Be("listings/listings-abc");
    }

    [TestMethod]
    [DataRow(OtlpExportProtocol.Grpc)]
    [DataRow(OtlpExportProtocol.HttpProtobuf)]
    public async Task Metrics_SentByTheSdk_AreKeptAsTheyWere(OtlpExportProtocol protocol)
    {
        await using var host = await ReceiverHost.StartAsync();
        using var meter = new Meter($"Migration.Otlp.Tests.{protocol}");
        using var provider = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Service).AddMeter(meter.Name)
            .AddView("size", new Base2ExponentialBucketHistogramConfiguration())
            .AddOtlpExporter(options => Configure(options, host, protocol, "metrics")).Build();
        meter.CreateCounter<long>("requests", "{request}", "Requests served").Add(5, KeyValuePair.Create("side", (object?)"monolith"));
        meter.CreateHistogram<double>("duration", "s").Record(0.02);
        meter.CreateHistogram<double>("size", "By").Record(300);
        meter.CreateObservableGauge("lag", () => 1.5);

        provider.ForceFlush();
        await host.Store.WaitForMetricAsync(sample => sample.Instrument.Name is "size", cancellationToken: testContext.CancellationToken);

        var series = host.Store.GetMetrics(new MetricQuery { Meter = meter.Name }).ToDictionary(item => item.Instrument.Name, StringComparer.Ordinal);
        var requests = series["requests"];
        requests.Instrument.Should().BeEquivalentTo(new { Kind = InstrumentKind.Sum, IsMonotonic = true, Temporality = MetricTemporality.Cumulative, Unit = "{request}", Description = "Requests served" });
        requests.Attributes.Text("side").Should().Be("monolith");
        requests.Latest.Should().BeOfType<NumberPoint>().Which.Value.Should().Be(5);
        series["lag"].Latest.Should().BeOfType<NumberPoint>().Which.Value.Should().Be(1.5);
        var duration = series["duration"].Latest.Should().BeOfType<HistogramPoint>().Subject;
        duration.Should().BeEquivalentTo(new { Count = 1UL, Sum = 0.02, Min = 0.02, Max = 0.02 });
        duration.Counts.Should().HaveCount(duration.Bounds.Count + 1);
        var size = series["size"].Latest.Should().BeOfType<ExponentialHistogramPoint>().Subject;
        size.Should().BeEquivalentTo(new { Count = 1UL, Sum = 300.0 });
        size.Positive.Counts.Sum(count => (long)count).Should().Be(1);
    }

    private static void Configure(OtlpExporterOptions options, ReceiverHost host, OtlpExportProtocol protocol, string signal)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? host.GrpcAddress : new Uri(host.HttpAddress, $"/v1/{signal}");
        options.BatchExportProcessorOptions = new BatchExportProcessorOptions<Activity> { ScheduledDelayMilliseconds = 100 };
    }
}
