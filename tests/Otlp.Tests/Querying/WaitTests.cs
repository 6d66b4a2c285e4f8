using Microsoft.Extensions.Time.Testing;
using Migration.Otlp.Querying;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Tests.Querying;

[TestClass]
public sealed class WaitTests(TestContext testContext)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();

    [TestMethod]
    public async Task WaitForSpan_ThatIsThereAlready_EndsAtOnce()
    {
        var store = Telemetry.CreateStore();
        store.AddSpan(store.Span("monolith", trace: 1, id: 1));

        var span = await store.WaitForSpanAsync(span => span.Name is "operation 1", cancellationToken: testContext.CancellationToken);

        span.Resource.ServiceName.Should().Be("monolith");
    }

    [TestMethod]
    public async Task WaitForSpan_ThatArrivesLater_EndsWithIt()
    {
        var store = Telemetry.CreateStore(time: _time);
        var wait = store.WaitForSpanAsync(span => span.Name is "operation 2", Patience, testContext.CancellationToken);

        store.AddSpan(store.Span("monolith", trace: 1, id: 1));
        store.AddSpan(store.Span("monolith", trace: 1, id: 2, parent: 1));

        (await wait).SpanId.Should().Be($"{2:x16}");
    }

    [TestMethod]
    public async Task WaitForSpan_ThatNeverComes_SaysWhatCameInstead()
    {
        var store = Telemetry.CreateStore(limits => limits.SpansPerService = 2, _time);
        foreach (var id in Enumerable.Range(1, 3))
        {
            store.AddSpan(store.Span("monolith", trace: 1, id: id, parent: id == 1 ? null : 1));
        }

        var act = async () =>
        {
            var wait = store.WaitForSpanAsync(span => span.Name is "SELECT", Patience, testContext.CancellationToken);
            _time.Advance(Patience);
            await wait;
        };

        (await act.Should().ThrowExactlyAsync<TimeoutException>()).Which.Message.Should().Contain("""span => span.Name is "SELECT" """.TrimEnd())
            .And.Contain("within 10 s")
            .And.Contain("monolith: 2 spans, 0 log records, 0 metric points (1 evicted)")
            .And.Contain("\"operation 3\"");
    }

    [TestMethod]
    public async Task WaitForSpan_Cancelled_IsCancelledAndNotTimedOut()
    {
        var store = Telemetry.CreateStore();
        using var cancelled = new CancellationTokenSource();

        var act = async () =>
        {
            var wait = store.WaitForSpanAsync(_ => false, Patience, cancelled.Token);
            await cancelled.CancelAsync();
            await wait;
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [TestMethod]
    public async Task WaitForTrace_EndsOnceItsSpansTogetherSatisfy()
    {
        var store = Telemetry.CreateStore(time: _time);
        var wait = store.WaitForTraceAsync($"{1:X32}", trace => trace.IsConnected, Patience, testContext.CancellationToken);

        store.AddSpan(store.Span("listings", trace: 1, id: 2, parent: 1));
        store.AddSpan(store.Span("monolith", trace: 7, id: 8));
        wait.IsCompleted.Should().BeFalse();
        store.AddSpan(store.Span("monolith", trace: 1, id: 1));

        (await wait).Spans.Should().HaveCount(2);
    }

    [TestMethod]
    public async Task WaitForLog_AndMetric_EndWithTheItem()
    {
        var store = Telemetry.CreateStore(time: _time);
        var log = store.WaitForLogAsync(record => record.Message is "ready", Patience, testContext.CancellationToken);
        var metric = store.WaitForMetricAsync(sample => sample.Instrument.Name is "requests", Patience, testContext.CancellationToken);

        var record = store.Log("monolith", "ready");
        var sample = store.Sample("monolith", "requests", 3);
        store.Add(record.Resource, [record]);
        store.Add(sample.Instrument.Resource, [sample]);

        (await log).Should().Be(record);
        (await metric).Should().Be(sample);
    }

    [TestMethod]
    public async Task Watches_StartedWhileSpansArrive_MissNoneAndSeeNoneTwice()
    {
        const int Watches = 60;
        var store = Telemetry.CreateStore(limits => limits.SpansPerService = int.MaxValue);
        var begun = 0;
        var watches = Enumerable.Range(1, Watches)
            .Select(_ => Task.Run(() => WatchAsync(store, () => Interlocked.Increment(ref begun)), testContext.CancellationToken))
            .ToArray();

        var sent = 0;
        while (Volatile.Read(ref begun) < Watches)
        {
            store.AddSpan(store.Span("monolith", trace: 1, id: ++sent));
            await Task.Yield();
        }

        store.AddSpan(store.Span("monolith", trace: 1, id: ++sent) with { Name = "last" });
        foreach (var seen in await Task.WhenAll(watches))
        {
            seen.Should().Equal(Enumerable.Range(1, sent));
        }
    }

    private async Task<List<int>> WatchAsync(TelemetryStore store, Action begun)
    {
        var seen = new List<int>();
        await foreach (var span in store.WatchSpansAsync(cancellationToken: testContext.CancellationToken))
        {
            seen.Add(Convert.ToInt32(span.SpanId, 16));
            if (seen.Count == 1)
            {
                begun();
            }

            if (span.Name is "last")
            {
                break;
            }
        }

        return seen;
    }
}
