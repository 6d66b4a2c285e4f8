using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;
using Migration.Otlp.Protos;

namespace Migration.Otlp.Tests.Receiving;

[TestClass]
public sealed class GrpcExportTests(TestContext testContext)
{
    private const int MaxBytes = 100_000;
    private const string TraceService = "opentelemetry.proto.collector.trace.v1.TraceService";

    [TestMethod]
    [DataRow(TraceService)]
    [DataRow("opentelemetry.proto.collector.logs.v1.LogsService")]
    [DataRow("opentelemetry.proto.collector.metrics.v1.MetricsService")]
    public async Task Message_Malformed_IsInvalidArgument(string service)
    {
        await using var host = await ReceiverHost.StartAsync();

        var refused = await Assert.ThrowsExactlyAsync<RpcException>(() => ExportAsync(host.Channel, [0x0A, 0xFF, 0x01], service));

        refused.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refused.Status.Detail.Should().Contain("ServiceRequest");
    }

    [TestMethod]
    public async Task Message_LongerThanTheLimit_IsResourceExhausted()
    {
        await using var host = await ReceiverHost.StartAsync(options => options.MaxRequestBytes = MaxBytes);

        var refused = await Assert.ThrowsExactlyAsync<RpcException>(() => ExportAsync(host.Channel, new byte[MaxBytes + 1]));

        refused.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [TestMethod]
    public async Task Message_PackedByGzip_IsUnpacked()
    {
        await using var host = await ReceiverHost.StartAsync();

        await ExportAsync(host.Channel, Payloads.Trace(name: new string('a', 500)).ToByteArray(), headers: Gzip);

        host.Store.GetSpans().Should().ContainSingle();
    }

    [TestMethod]
    public async Task Message_ThatUnpacksBeyondTheLimit_IsResourceExhausted()
    {
        await using var host = await ReceiverHost.StartAsync(options => options.MaxRequestBytes = MaxBytes);
        using var channel = GrpcChannel.ForAddress(host.GrpcAddress, new GrpcChannelOptions { CompressionProviders = [new GzipCompressionProvider(CompressionLevel.SmallestSize)] });

        var refused = await Assert.ThrowsExactlyAsync<RpcException>(() => ExportAsync(channel, new byte[50 * MaxBytes], headers: Gzip));

        refused.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [TestMethod]
    public async Task Spans_WithInvalidIds_AreReportedAsPartialSuccess()
    {
        await using var host = await ReceiverHost.StartAsync();
        var request = Payloads.Trace(spans: 3);
        request.ResourceSpans[0].ScopeSpans[0].Spans[1].TraceId = ByteString.CopyFrom(1, 2, 3);
        request.ResourceSpans[0].ScopeSpans[0].Spans[2].SpanId = ByteString.CopyFrom(new byte[8]);

        var response = ExportTraceServiceResponse.Parser.ParseFrom(await ExportAsync(host.Channel, request.ToByteArray()));

        response.PartialSuccess.RejectedSpans.Should().Be(2);
        response.PartialSuccess.ErrorMessage.Should().Contain("16 bytes");
        host.Store.GetSpans().Should().ContainSingle();
        host.Store.GetServices().Should().ContainSingle().Which.Spans.Should().BeEquivalentTo(new { Kept = 1, Rejected = 2L });
    }

    [TestMethod]
    public async Task Services_BeyondTheLimit_AreReportedAsPartialSuccess()
    {
        await using var host = await ReceiverHost.StartAsync(options => options.Limits.MaxServices = 1);
        await ExportAsync(host.Channel, Payloads.Trace("first").ToByteArray());

        var response = ExportTraceServiceResponse.Parser.ParseFrom(await ExportAsync(host.Channel, Payloads.Trace("second").ToByteArray()));

        response.PartialSuccess.RejectedSpans.Should().Be(1);
        response.PartialSuccess.ErrorMessage.Should().Contain("'second'");
        host.Store.RefusedServices.Should().Be(1);
    }

    [TestMethod]
    public async Task Histograms_WithSenselessBuckets_AreReportedAsPartialSuccess()
    {
        await using var host = await ReceiverHost.StartAsync();
        var histogram = new Histogram { DataPoints = { new HistogramDataPoint { BucketCounts = { 1, 2 }, ExplicitBounds = { 1, 2, 3 } }, new HistogramDataPoint { Count = 4 } } };

        var response = ExportMetricsServiceResponse.Parser.ParseFrom(await ExportAsync(
            host.Channel,
            Payloads.Metrics(new Metric { Name = "duration", Histogram = histogram }).ToByteArray(),
            "opentelemetry.proto.collector.metrics.v1.MetricsService"));

        response.PartialSuccess.RejectedDataPoints.Should().Be(1);
        host.Store.GetMetrics().Should().ContainSingle().Which.Points.Should().ContainSingle();
    }

    private static Metadata Gzip => new() { { "grpc-internal-encoding-request", "gzip" } };

    private async Task<byte[]> ExportAsync(GrpcChannel channel, byte[] message, string service = TraceService, Metadata? headers = null)
    {
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, "Export", bytes, bytes);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            method, host: null, new CallOptions(headers, cancellationToken: testContext.CancellationToken), message);
        return await call.ResponseAsync;
    }
}
