using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Tests.Storage;

/// <summary>Traces with an error are kept longest, but not instead of everything else.</summary>
[TestClass]
public sealed class ErrorRetentionTests
{
    [TestMethod]
    public void Trace_WithAnErrorInAnotherService_OutlivesNewerTraces()
    {
        var store = Telemetry.CreateStore(limits => limits.SpansPerService = 10);
        store.AddSpan(store.Span("monolith", trace: 1, id: 1));
        store.AddSpan(store.Span("listings", trace: 1, id: 2, parent: 1) with { Status = SpanStatus.Error });

        AddHealthy(store, from: 100, count: 50);

        store.GetTrace($"{1:x32}")!.Spans.Should().HaveCount(2);
        store.GetSpans().Where(span => span.Resource.ServiceName is "monolith").Should().HaveCount(10);
    }

    [TestMethod]
    public void Trace_WhoseErrorArrivesLate_IsKeptAllTheSame()
    {
        var store = Telemetry.CreateStore(limits => limits.SpansPerService = 10);
        store.AddSpan(store.Span("monolith", trace: 1, id: 2, parent: 1));
        AddHealthy(store, from: 100, count: 5);
        store.AddSpan(store.Span("monolith", trace: 1, id: 1) with { Status = SpanStatus.Error });

        AddHealthy(store, from: 200, count: 50);

        store.GetTrace($"{1:x32}")!.Spans.Should().HaveCount(2);
    }

    [TestMethod]
    public void Errors_BeyondTheirShare_MakeRoomForWhatIsNew()
    {
        var store = Telemetry.CreateStore(limits => { limits.SpansPerService = 100; limits.ErrorShare = 0.5; });
        for (var i = 1; i <= 500; i++)
        {
            store.AddSpan(store.Span("monolith", trace: i, id: i) with { Status = SpanStatus.Error });
        }

        AddHealthy(store, from: 1_000, count: 100);

        store.GetSpans().Should().HaveCount(100);
        store.GetSpans().Count(span => span.HasError).Should().BeInRange(45, 51);
        store.GetSpans().Count(span => !span.HasError).Should().BeGreaterThanOrEqualTo(49, "half of the budget is for what is new");
    }

    [TestMethod]
    public void Trace_ThatLostASpan_SaysSo()
    {
        var store = Telemetry.CreateStore(limits => limits.SpansPerService = 2);
        store.AddSpan(store.Span("listings", trace: 1, id: 2, parent: 1));
        store.AddSpan(store.Span("monolith", trace: 1, id: 1));

        AddHealthy(store, from: 100, count: 5);

        var trace = store.GetTrace($"{1:x32}")!;
        trace.DroppedSpans.Should().Be(1);
        trace.IsConnected.Should().BeFalse();
    }

    private static void AddHealthy(TelemetryStore store, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            store.AddSpan(store.Span("monolith", trace: i, id: i));
        }
    }
}
