using Migration.Otlp.Querying;
using Migration.Otlp.Records;

namespace Migration.Otlp.Tests.Querying;

[TestClass]
public sealed class QueryTests
{
    private readonly Otlp.Storage.TelemetryStore _store = Telemetry.CreateStore();

    [TestMethod]
    public void Spans_AreFoundByEachFilter()
    {
        _store.AddSpan(_store.Span("monolith", trace: 1, id: 1) with { Attributes = new([KeyValuePair.Create("db.statement", (object?)"SELECT title")]) });
        _store.AddSpan(_store.Span("listings", trace: 1, id: 2, parent: 1) with { Status = SpanStatus.Error, StatusMessage = "Deadline exceeded" });
        _store.AddSpan(_store.Span("listings", trace: 2, id: 3) with { EndUnixNano = 1_800_000_000_000_000_000 });

        Ids(new SpanQuery { TraceId = $"{1:X32}" }).Should().Equal(1, 2);
        Ids(new SpanQuery { Service = "listings" }).Should().Equal(2, 3);
        Ids(new SpanQuery { HasError = true }).Should().Equal(2);
        Ids(new SpanQuery { HasError = false }).Should().Equal(1, 3);
        Ids(new SpanQuery { Search = "select" }).Should().Equal(1);
        Ids(new SpanQuery { Search = "deadline" }).Should().Equal(2);
        Ids(new SpanQuery { MinDuration = TimeSpan.FromSeconds(1) }).Should().Equal(3);
        Ids(new SpanQuery { Where = span => span.ParentSpanId is not null }).Should().Equal(2);
        Ids(new SpanQuery { Limit = 2 }).Should().Equal([2, 3], "the limit keeps the latest");
        Ids(new SpanQuery { Service = "nobody" }).Should().BeEmpty();
        Ids(new SpanQuery { TraceId = $"{9:x32}" }).Should().BeEmpty();
    }

    [TestMethod]
    public void Traces_AreFoundByEachFilter_TheLatestFirst()
    {
        _store.AddSpan(_store.Span("monolith", trace: 1, id: 1));
        _store.AddSpan(_store.Span("monolith", trace: 2, id: 2) with { Status = SpanStatus.Error });
        _store.AddSpan(_store.Span("listings", trace: 1, id: 3, parent: 1));

        Traces(new TraceQuery()).Should().Equal(1, 2);
        Traces(new TraceQuery { Limit = 1 }).Should().Equal(1);
        Traces(new TraceQuery { HasError = true }).Should().Equal(2);
        Traces(new TraceQuery { HasError = false }).Should().Equal(1);
        Traces(new TraceQuery { Service = "listings" }).Should().Equal(1);
        Traces(new TraceQuery { Search = "operation 2" }).Should().Equal(2);
        Traces(new TraceQuery { Search = $"{1:x32}" }).Should().Equal(1);
        Traces(new TraceQuery { MinDuration = TimeSpan.FromTicks(6) }).Should().Equal(1);
    }

    [TestMethod]
    public void Logs_AreFoundByEachFilter()
    {
        var plain = _store.Log("monolith", "started");
        var warning = _store.Log("monolith", "slow query", LogSeverity.Warning) with { TraceId = $"{1:x32}", SpanId = $"{1:x16}" };
        _store.Add(plain.Resource, [plain, warning]);

        _store.GetLogs(new LogQuery { MinSeverity = LogSeverity.Warning }).Should().Equal(warning);
        _store.GetLogs(new LogQuery { TraceId = $"{1:x32}" }).Should().Equal(warning);
        _store.GetLogs(new LogQuery { SpanId = $"{1:x16}" }).Should().Equal(warning);
        _store.GetLogs(new LogQuery { Search = "STARTED" }).Should().Equal(plain);
        _store.GetLogs(new LogQuery { Limit = 1 }).Should().Equal(warning);
        _store.GetLogs(new LogQuery { Service = "listings" }).Should().BeEmpty();
    }

    [TestMethod]
    public void Series_OfARestartedProcess_AreKeptApart()
    {
        var first = _store.Sample("monolith", "requests", 5);
        var second = first with { Instrument = first.Instrument with { Resource = _store.Resource("monolith", "2") } };

        _store.Add(first.Instrument.Resource, [first]);
        _store.Add(second.Instrument.Resource, [second]);

        _store.GetMetrics(new MetricQuery { Instrument = "requests" }).Should().HaveCount(2, "the new process counts from zero again");
    }

    [TestMethod]
    public void Trace_WithoutOneOfItsParents_IsNotConnected()
    {
        _store.AddSpan(_store.Span("monolith", trace: 1, id: 1));
        _store.AddSpan(_store.Span("listings", trace: 1, id: 3, parent: 2));

        var trace = _store.GetTrace($"{1:x32}")!;

        trace.IsConnected.Should().BeFalse();
        trace.Orphans.Should().ContainSingle().Which.SpanId.Should().Be($"{3:x16}");
        trace.Services.Should().Equal("monolith", "listings");
    }

    [TestMethod]
    public void Trace_WithTwoBeginnings_IsNotConnected()
    {
        _store.AddSpan(_store.Span("monolith", trace: 1, id: 1));
        _store.AddSpan(_store.Span("listings", trace: 1, id: 2));

        _store.GetTrace($"{1:x32}")!.IsConnected.Should().BeFalse();
    }

    private IEnumerable<int> Ids(SpanQuery query) => _store.GetSpans(query).Select(span => Convert.ToInt32(span.SpanId, 16));

    private IEnumerable<int> Traces(TraceQuery query) => _store.GetTraces(query).Select(trace => Convert.ToInt32(trace.TraceId[^8..], 16));
}
