using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Migration.Otlp.Protos;
using Migration.Otlp.Querying;

namespace Migration.Otlp.Tests.Receiving;

[TestClass]
public sealed class HttpExportTests(TestContext testContext)
{
    private const string Json = "application/json";
    private const string Protobuf = "application/x-protobuf";
    private const int MaxBytes = 100_000;

    private const string TraceJson = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},
          "scopeSpans":[{"scope":{"name":"browser"},"spans":[{
            "traceId":"0AF7651916CD43DD8448EB211C80319C","spanId":"b7ad6b7169203331","parentSpanId":"","name":"click","kind":3,
            "startTimeUnixNano":1700000000000000000,"endTimeUnixNano":"1700000000002000000","newField":{"a":[1]},
            "attributes":[{"key":"traceId","value":{"stringValue":"not an id"}},{"key":"n","value":{"intValue":"7"}}],
            "links":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba902b7"}],
            "status":{"code":2,"message":"refused"}}]}]}]}
        """;

    [TestMethod]
    public async Task Json_WithHexadecimalIds_IsReadAsOtlpDefinesIt()
    {
        await using var host = await ReceiverHost.StartAsync();

        using var response = await host.Http.PostAsync("/v1/traces", Content(TraceJson), testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be(Json);
        (await response.Content.ReadAsStringAsync(testContext.CancellationToken)).Replace(" ", string.Empty, StringComparison.Ordinal).Should().Be("{}");
        var span = host.Store.GetSpans(new SpanQuery { Service = "web" }).Should().ContainSingle().Subject;
        span.Should().BeEquivalentTo(new
        {
            TraceId = Payloads.TraceId,
            Payloads.SpanId,
            ParentSpanId = (string?)null,
            Name = "click",
            Kind = Records.SpanKind.Client,
            Duration = TimeSpan.FromMilliseconds(2),
            HasError = true,
            StatusMessage = "refused",
        });
        span.Attributes.Text("traceId").Should().Be("not an id");
        span.Attributes["n"].Should().Be(7L);
        span.Links.Should().ContainSingle().Which.SpanId.Should().Be("00f067aa0ba902b7");
    }

    [TestMethod]
    public async Task Json_LogsAndMetrics_AreRead()
    {
        await using var host = await ReceiverHost.StartAsync();

        using var logs = await host.Http.PostAsync("/v1/logs", Content("""
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"0","observedTimeUnixNano":"1700000000000000000","severityNumber":12,
            "body":{"kvlistValue":{"values":[{"key":"a","value":{"boolValue":true}}]}},"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]}]}
            """), testContext.CancellationToken);
        using var metrics = await host.Http.PostAsync("/v1/metrics", Content("""
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"hits","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"asInt":"3",
            "exemplars":[{"asDouble":1.5,"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]}}]}]}]}
            """), testContext.CancellationToken);

        logs.StatusCode.Should().Be(HttpStatusCode.OK);
        metrics.StatusCode.Should().Be(HttpStatusCode.OK);
        var record = host.Store.GetLogs().Should().ContainSingle().Subject;
        record.Should().BeEquivalentTo(new { Message = "{a: true}", Severity = Records.LogSeverity.Information, Payloads.TraceId, Payloads.SpanId, Resource = new { ServiceName = "unknown_service" } });
        record.Time.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        var point = host.Store.GetMetrics().Should().ContainSingle().Subject.Latest.Should().BeOfType<Records.NumberPoint>().Subject;
        point.Value.Should().Be(3);
        point.Exemplars.Should().ContainSingle().Which.Should().Be(new Records.MetricExemplar(1.5, 0, Payloads.TraceId, Payloads.SpanId));
    }

    [TestMethod]
    public async Task Protobuf_PackedByGzip_IsUnpacked()
    {
        await using var host = await ReceiverHost.StartAsync();

        using var response = await host.Http.PostAsync("/v1/traces", Gzip(Payloads.Trace().ToByteArray()), testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be(Protobuf);
        (await response.Content.ReadAsByteArrayAsync(testContext.CancellationToken)).Should().BeEmpty("nothing was refused");
        host.Store.GetSpans().Should().ContainSingle();
    }

    [TestMethod]
    [DataRow("{", DisplayName = "cut short")]
    [DataRow("", DisplayName = "empty")]
    [DataRow("[]", DisplayName = "no object")]
    [DataRow("""{"resourceSpans":3}""", DisplayName = "wrong type")]
    [DataRow("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"zz"}]}]}]}""", DisplayName = "no base64 length")]
    [DataRow("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319Z"}]}]}]}""", DisplayName = "not hexadecimal")]
    [DataRow("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"-1"}]}]}]}""", DisplayName = "out of range")]
    public async Task Json_Malformed_IsTheSendersFault(string body)
    {
        await using var host = await ReceiverHost.StartAsync();

        using var response = await host.Http.PostAsync("/v1/traces", Content(body), testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(testContext.CancellationToken)).Should().Contain("ExportTraceServiceRequest").And.Contain("\"code\": 3");
    }

    [TestMethod]
    public async Task Json_NestedTooDeep_IsTheSendersFault()
    {
        await using var host = await ReceiverHost.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", 2_000));

        using var response = await host.Http.PostAsync("/v1/logs", Content(
            $$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{{deep}}"""), testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [TestMethod]
    public async Task Protobuf_Malformed_IsTheSendersFault()
    {
        await using var host = await ReceiverHost.StartAsync();

        using var response = await host.Http.PostAsync("/v1/traces", Content([0x0A, 0xFF, 0x01]), testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var status = RpcStatus.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(testContext.CancellationToken));
        status.Code.Should().Be((int)Grpc.Core.StatusCode.InvalidArgument);
    }

    [TestMethod]
    public async Task Gzip_ThatIsNone_IsTheSendersFault()
    {
        await using var host = await ReceiverHost.StartAsync();
        var content = Content(Payloads.Trace().ToByteArray());
        content.Headers.ContentEncoding.Add("gzip");

        using var response = await host.Http.PostAsync("/v1/traces", content, testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [TestMethod]
    public async Task Body_LongerThanTheLimit_IsRefusedAsTooLarge()
    {
        await using var host = await ReceiverHost.StartAsync(options => options.MaxRequestBytes = MaxBytes);

        using var response = await host.Http.PostAsync("/v1/traces", Content(new byte[MaxBytes + 1]), testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [TestMethod]
    public async Task Body_OfUnknownLengthBeyondTheLimit_IsRefusedAsTooLarge()
    {
        await using var host = await ReceiverHost.StartAsync(options => options.MaxRequestBytes = MaxBytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = Content(new byte[MaxBytes + 1]) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Http.SendAsync(request, testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [TestMethod]
    public async Task Gzip_ThatUnpacksBeyondTheLimit_IsRefusedAsTooLarge()
    {
        await using var host = await ReceiverHost.StartAsync(options => options.MaxRequestBytes = MaxBytes);
        var bomb = Gzip(new byte[50 * MaxBytes]);
        (await bomb.ReadAsByteArrayAsync(testContext.CancellationToken)).Length.Should().BeLessThan(MaxBytes);

        using var response = await host.Http.PostAsync("/v1/traces", bomb, testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [TestMethod]
    [DataRow("text/plain", DisplayName = "what a page of another origin may send unasked")]
    [DataRow("application/x-www-form-urlencoded")]
    public async Task ContentType_OfNeitherEncoding_IsRefused(string contentType)
    {
        await using var host = await ReceiverHost.StartAsync();
        var content = Content(TraceJson);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);

        using var response = await host.Http.PostAsync("/v1/traces", content, testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await response.Content.ReadAsStringAsync(testContext.CancellationToken)).Should().Contain(contentType);
        host.Store.GetSpans().Should().BeEmpty();
    }

    [TestMethod]
    public async Task ContentEncoding_OtherThanGzip_IsRefused()
    {
        await using var host = await ReceiverHost.StartAsync();
        var content = Content(TraceJson);
        content.Headers.ContentEncoding.Add("br");

        using var response = await host.Http.PostAsync("/v1/traces", content, testContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    private static StringContent Content(string json) => new(json, Encoding.UTF8, Json);

    private static ByteArrayContent Content(byte[] protobuf)
        => new(protobuf) { Headers = { ContentType = new MediaTypeHeaderValue(Protobuf) } };

    private static ByteArrayContent Gzip(byte[] protobuf)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(protobuf);
        }

        var content = Content(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
