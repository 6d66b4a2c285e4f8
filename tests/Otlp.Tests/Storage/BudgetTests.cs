using Migration.Otlp.Querying;

namespace Migration.Otlp.Tests.Storage;

[TestClass]
public sealed class BudgetTests
{
    [TestMethod]
    public void Spans_OfAChattyService_NeverPushOutThoseOfAnother()
    {
        var store = Telemetry.CreateStore(limits => limits.SpansPerService = 10);
        store.AddSpan(store.Span("quiet", trace: 1, id: 1));

        for (var i = 2; i <= 1_000; i++)
        {
            store.AddSpan(store.Span("chatty", trace: i, id: i));
        }

        store.GetSpans(new SpanQuery { Service = "quiet" }).Should().ContainSingle();
        store.GetSpans(new SpanQuery { Service = "chatty" }).Select(span => span.Name).Should().Equal(Enumerable.Range(991, 10).Select(i => $"operation {i}"));
        var chatty = store.GetServices().Single(service => service.ServiceName is "chatty");
        chatty.Spans.Should().BeEquivalentTo(new { Kept = 10, Evicted = 989L, Rejected = 0L });
        store.GetTrace($"{2:x32}").Should().BeNull();
    }

    [TestMethod]
    public void Logs_BeyondTheirBudget_LoseTheOldest()
    {
        var store = Telemetry.CreateStore(limits => limits.LogsPerService = 2);

        foreach (var message in new[] { "one", "two", "three" })
        {
            var record = store.Log("monolith", message);
            store.Add(record.Resource, [record]);
        }

        store.GetLogs().Select(record => record.Message).Should().Equal("two", "three");
        store.GetServices()[0].Logs.Evicted.Should().Be(1);
    }

    [TestMethod]
    public void Points_BeyondTheirBudget_LoseTheOldestAndSeriesThatBecomeEmpty()
    {
        var store = Telemetry.CreateStore(limits => limits.PointsPerService = 2);

        foreach (var (label, value) in new[] { ("a", 1.0), ("b", 2.0), ("b", 3.0) })
        {
            var sample = store.Sample("monolith", "requests", value, label);
            store.Add(sample.Instrument.Resource, [sample]);
        }

        var series = store.GetMetrics().Should().ContainSingle().Subject;
        series.Attributes.Text("label").Should().Be("b");
        series.Points.Should().HaveCount(2);
    }

    [TestMethod]
    public void Series_BeyondTheirBudget_AreRefusedAndCounted()
    {
        var store = Telemetry.CreateStore(limits => limits.SeriesPerService = 1);
        var resource = store.Resource("monolith");
        store.Add(resource, [store.Sample("monolith", "requests", 1, "a")]);

        var refused = store.Add(resource, [store.Sample("monolith", "requests", 1, "b"), store.Sample("monolith", "requests", 2, "a")]);

        refused.Should().Be(1);
        store.GetMetrics().Should().ContainSingle().Which.Points.Should().HaveCount(2);
        store.GetServices()[0].Metrics.Rejected.Should().Be(1);
    }

    [TestMethod]
    public void Bytes_OfOneSignal_AreBoundedWhateverTheItemsSize()
    {
        var store = Telemetry.CreateStore(limits => limits.BytesPerSignal = 100_000);

        for (var i = 0; i < 100; i++)
        {
            var record = store.Log("monolith", new string('x', 10_000));
            store.Add(record.Resource, [record]);
        }

        store.GetLogs().Should().HaveCount(4, "a message of 10,000 characters takes 20,000 bytes and its record some more");
        store.UsedBytes.Should().BeInRange(50_000, 100_000);
    }

    [TestMethod]
    public void Bytes_OfEverything_AreTakenFromTheLargestSignal()
    {
        var store = Telemetry.CreateStore(limits => limits.TotalBytes = 100_000);
        var small = store.Log("small", new string('x', 5_000));
        store.Add(small.Resource, [small]);

        for (var i = 0; i < 100; i++)
        {
            var record = store.Log("large", new string('x', 5_000));
            store.Add(record.Resource, [record]);
        }

        store.UsedBytes.Should().BeLessThanOrEqualTo(100_000);
        store.GetLogs(new LogQuery { Service = "small" }).Should().ContainSingle();
        store.GetLogs(new LogQuery { Service = "large" }).Should().HaveCountGreaterThan(5);
    }

    [TestMethod]
    public void Bytes_AfterEverythingWasEvicted_AreZero()
    {
        var store = Telemetry.CreateStore(limits => limits.TotalBytes = 0);
        var record = store.Log("monolith", "gone at once");
        var sample = store.Sample("monolith", "requests", 1, "a");

        store.AddSpan(store.Span("monolith", trace: 1, id: 1));
        store.Add(record.Resource, [record]);
        store.Add(sample.Instrument.Resource, [sample]);

        store.UsedBytes.Should().Be(0);
        store.GetServices()[0].Should().BeEquivalentTo(new { Spans = new { Kept = 0, Evicted = 1L }, Logs = new { Kept = 0, Evicted = 1L }, Metrics = new { Kept = 0, Evicted = 1L } });
    }

    [TestMethod]
    public void Instances_OfARestartedService_ShareItsBudgetAndAreBounded()
    {
        var store = Telemetry.CreateStore(limits => limits.MaxInstancesPerService = 2);

        foreach (var instance in new[] { "a", "b", "b", "c" })
        {
            store.Resource("monolith", instance);
        }

        store.GetServices().Should().ContainSingle().Which.Instances.Select(instance => instance.InstanceId).Should().Equal("b", "c");
    }

    [TestMethod]
    public void Span_SentTwice_IsKeptOnce()
    {
        var store = Telemetry.CreateStore();

        store.AddSpan(store.Span("monolith", trace: 1, id: 1));
        store.AddSpan(store.Span("monolith", trace: 1, id: 1));

        store.GetSpans().Should().ContainSingle("an exporter that got no answer sends its batch again");
        store.GetServices()[0].Spans.Kept.Should().Be(1);
    }
}
