using Migration.Otlp.Records;

namespace Migration.Otlp.Tests.Storage;

/// <summary>What a page that is drawn again and again relies on.</summary>
[TestClass]
public sealed class VersionTests
{
    [TestMethod]
    public void Version_OfEachKindOfArrival_IsAnother()
    {
        var store = Telemetry.CreateStore(limits => limits.MaxServices = 1);
        var span = store.Span("monolith", trace: 1, id: 1);
        var log = store.Log("monolith", "said");
        var sample = store.Sample("monolith", "lag", 1);

        store.ShouldChangeBy(() => store.AddSpan(span));
        store.ShouldChangeBy(() => store.Add(log.Resource, [log]));
        store.ShouldChangeBy(() => store.Add(sample.Instrument.Resource, [sample]));
        store.ShouldChangeBy(() => store.Add(span.Resource, Array.Empty<Span>(), invalid: 1));
        store.ShouldChangeBy(() => store.Register(new TelemetryResource("one too many", string.Empty, TelemetryAttributes.Empty)));
    }

    [TestMethod]
    public void MetricsVersion_OfOtherSignals_StaysTheSame()
    {
        var store = Telemetry.CreateStore();
        var before = store.MetricsVersion;

        store.AddSpan(store.Span("monolith", trace: 1, id: 1));
        store.MetricsVersion.Should().Be(before);
        var sample = store.Sample("monolith", "lag", 1);
        store.Add(sample.Instrument.Resource, [sample]);

        store.MetricsVersion.Should().NotBe(before);
    }

    [TestMethod]
    public void GetTrace_WithoutNews_IsTheSameObject()
    {
        var store = Telemetry.CreateStore();
        store.AddSpan(store.Span("monolith", trace: 1, id: 1));
        var before = store.GetTrace($"{1:x32}");

        store.AddSpan(store.Span("monolith", trace: 2, id: 2));
        store.GetTrace($"{1:x32}").Should().BeSameAs(before);
        store.AddSpan(store.Span("listings", trace: 1, id: 3, parent: 1));

        store.GetTrace($"{1:x32}")!.Spans.Should().HaveCount(2);
    }

    [TestMethod]
    public void Instruments_OfManySeries_AreNamedOnceInOrder()
    {
        var store = Telemetry.CreateStore();
        foreach (var (service, instrument, label) in new[] { ("monolith", "b", "1"), ("monolith", "b", "2"), ("monolith", "a", "1"), ("listings", "b", "1") })
        {
            var sample = store.Sample(service, instrument, 1, label);
            store.Add(sample.Instrument.Resource, [sample]);
        }

        store.GetInstruments().Select(instrument => (instrument.Resource.ServiceName, instrument.Name)).Should().Equal(("listings", "b"), ("monolith", "a"), ("monolith", "b"));
    }
}
