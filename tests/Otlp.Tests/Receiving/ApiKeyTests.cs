using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;

namespace Migration.Otlp.Tests.Receiving;

[TestClass]
public sealed class ApiKeyTests(TestContext testContext)
{
    private const string Key = "correct horse";

    [TestMethod]
    [DataRow(null, HttpStatusCode.Unauthorized)]
    [DataRow("wrong", HttpStatusCode.Unauthorized)]
    [DataRow(Key, HttpStatusCode.OK)]
    public async Task Http_WithAKeySet_ServesOnlyWhoKnowsIt(string? sent, HttpStatusCode expected)
    {
        await using var host = await ReceiverHost.StartAsync(options => options.ApiKey = Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new ByteArrayContent(Payloads.Trace().ToByteArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (sent is not null)
        {
            request.Headers.Add(OtlpReceiverOptions.ApiKeyHeader, sent);
        }

        using var response = await host.Http.SendAsync(request, testContext.CancellationToken);

        response.StatusCode.Should().Be(expected);
        host.Store.GetSpans().Should().HaveCount(expected == HttpStatusCode.OK ? 1 : 0);
    }

    [TestMethod]
    [DataRow(null, StatusCode.Unauthenticated)]
    [DataRow("wrong", StatusCode.Unauthenticated)]
    [DataRow(Key, StatusCode.OK)]
    public async Task Grpc_WithAKeySet_ServesOnlyWhoKnowsIt(string? sent, StatusCode expected)
    {
        await using var host = await ReceiverHost.StartAsync(options => options.ApiKey = Key);
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector.trace.v1.TraceService", "Export", bytes, bytes);
        Metadata headers = sent is null ? [] : new() { { OtlpReceiverOptions.ApiKeyHeader, sent } };
        using var call = host.Channel.CreateCallInvoker().AsyncUnaryCall(
            method, host: null, new CallOptions(headers, cancellationToken: testContext.CancellationToken), Payloads.Trace().ToByteArray());

        var status = StatusCode.OK;
        try
        {
            await call.ResponseAsync;
        }
        catch (RpcException exception)
        {
            status = exception.StatusCode;
        }

        status.Should().Be(expected);
        host.Store.GetSpans().Should().HaveCount(expected == StatusCode.OK ? 1 : 0);
    }
}
