using System.Net.Http.Headers;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Migration.Otlp.Archiving;
using Migration.Otlp.Protos;
using Migration.Otlp.Querying;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Tests.Archiving;

[TestClass]
public sealed class TelemetryArchiveTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly TelemetryStore _store = new(new TelemetryLimits(), new FakeTimeProvider());

    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [TestMethod]
    public async Task Load_WhatAReceiverHasRecorded_GivesTheSameTelemetry()
    {
        var archive = new TelemetryArchive();
        await using var host = await ReceiverHost.StartAsync(archive: archive);
        await SendAsync(host, "/v1/traces", Payloads.Trace(spans: 3));
        await SendAsync(host, "/v1/logs", Payloads.Logs(new LogRecord { TimeUnixNano = 7, Body = new AnyValue { StringValue = "hello" } }));
        await SendAsync(host, "/v1/metrics", Payloads.Metrics(new Metric { Name = "jobs", Gauge = new Gauge { DataPoints = { new NumberDataPoint { AsInt = 5 } } } }));
        await archive.WriteAsync(_file, CancellationToken);

        TelemetryArchiveFile.Load(_file, _store).Should().Be(3);

        _store.GetTrace(Payloads.TraceId)!.Spans.Should().BeEquivalentTo(
            host.Store.GetTrace(Payloads.TraceId)!.Spans, options => options.Excluding(span => span.Sequence).Excluding(span => span.Resource).Excluding(span => span.Scope));
        _store.GetLogs(new LogQuery()).Should().ContainSingle().Which.Message.Should().Be("hello");
        _store.GetMetrics(new MetricQuery()).Should().ContainSingle().Which.Instrument.Name.Should().Be("jobs");
    }

    [TestMethod]
    public async Task Write_MoreThanItMayHold_KeepsTheNewest()
    {
        var request = Payloads.Trace(name: new string('x', 1_000));
        var archive = new TelemetryArchive(maxBytes: 5_000);
        for (var round = 0; round < 20; round++)
        {
            archive.Record(Payloads.Trace(name: $"{round} {new string('x', 1_000)}"));
        }

        await archive.WriteAsync(_file, CancellationToken);

        new FileInfo(_file).Length.Should().BeLessThan(5_100).And.BeGreaterThan(request.CalculateSize());
        archive.Dropped.Should().BePositive();
        TelemetryArchiveFile.Load(_file, _store).Should().Be(20 - (int)archive.Dropped);
    }

    [TestMethod]
    public async Task Load_CutOffAnywhere_NamesFileAndPlace()
    {
        var archive = new TelemetryArchive();
        archive.Record(Payloads.Trace());
        archive.Record(Payloads.Trace(spans: 2));
        await archive.WriteAsync(_file, CancellationToken);
        var whole = await File.ReadAllBytesAsync(_file, CancellationToken);
        var header = ArchiveFormat.Header.Length;
        var second = header + ArchiveFormat.FrameHeaderBytes + Payloads.Trace().CalculateSize();

        for (var length = header + 1; length < whole.Length; length++)
        {
            if (length == second)
            {
                continue; // Whole, with one request less.
            }

            await File.WriteAllBytesAsync(_file, whole[..length], CancellationToken);

            Loading().Should().Throw<TelemetryArchiveException>($"{length} bytes are there").Which.Message
                .Should().Contain(_file).And.Contain($"ends at byte {length}").And.Contain($"begins at byte {(length < second ? header : second)}");
        }
    }

    [TestMethod]
    [DataRow("", "is empty")]
    [DataRow("PK\u0003\u0004", "at byte 0")]
    [DataRow("migration telemetry 1", "at byte 0")]
    [DataRow("migration telemetry 2\n", "at byte 0")]
    [DataRow("migration telemetry 1\nXabcd", "at byte 22")]
    [DataRow("migration telemetry 1\nT\u0003\0\0\0\u0007\u0007\u0007", "in the request at byte 22")]
    [DataRow("{\"resourceSpans\":[]}\n\n{\"resourceSpans\":[", "in line 3")]
    [DataRow("{\"resourceLogs\":[]}\n{\"spans\":[]}", "in line 2: It begins with 'spans'")]
    [DataRow("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":7}]}]}]}", "in line 1")]
    public async Task Load_ForeignOrBroken_NamesFileAndPlace(string content, string place)
    {
        await File.WriteAllTextAsync(_file, content, CancellationToken);

        Loading().Should().Throw<TelemetryArchiveException>().Which.Message.Should().Contain(_file).And.Contain(place);
    }

    [TestMethod]
    public void Load_NoSuchFile_SaysSo() => FluentActions.Invoking(() => TelemetryArchiveFile.Load("/no/such.otlp", _store))
        .Should().Throw<TelemetryArchiveException>().WithMessage("*'/no/such.otlp'*");

    [TestMethod]
    public async Task Load_JsonLinesOfACollector_AreUnderstood()
    {
        await File.WriteAllTextAsync(
            _file,
            """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"GET /","startTimeUnixNano":"1","endTimeUnixNano":"2"}]}]}]}
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hello"}}]}]}]}

            """,
            CancellationToken);

        TelemetryArchiveFile.Load(_file, _store).Should().Be(2);
        _store.GetTrace(Payloads.TraceId)!.Spans.Should().ContainSingle().Which.Name.Should().Be("GET /");
        _store.GetLogs(new LogQuery()).Should().ContainSingle();
    }

    private Action Loading() => () => TelemetryArchiveFile.Load(_file, _store);

    private async Task SendAsync(ReceiverHost host, string path, IMessage request)
    {
        using var content = new ByteArrayContent(request.ToByteArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
        using var response = await host.Http.PostAsync(path, content, CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
