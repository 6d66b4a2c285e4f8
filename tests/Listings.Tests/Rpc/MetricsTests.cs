using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class MetricsTests : ListingsTest
{
    [TestMethod]
    public async Task Calls_DoneAndRefused_AreAllCountedUnderTheOriginalsNames()
    {
        var seen = new ConcurrentQueue<(string Instrument, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name.Equals("Migration.Listings", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, Describe(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Enqueue((instrument.Name, Describe(tags))));
        listener.Start();

        await Service.CreateAsync(ValidCreate());
        await FailureOfAsync(Service.CallCreate(ValidCreate()), StatusCode.Unauthenticated);
        await FailureOfAsync(Service.CallGet(99_999), StatusCode.NotFound);
        await Service.CallSearch(new SearchListingsRequest { Query = "stolica", Limit = 1 });
        listener.RecordObservableInstruments();

        seen.Should().Contain(("listings_grpc_requests_total", "method=/listings.v1.ListingsService/CreateListing,status=success"));
        seen.Should().Contain(
            ("listings_grpc_requests_total", "method=/listings.v1.ListingsService/CreateListing,status=Unauthenticated"), "the original did not count what it refused");
        seen.Should().Contain(("listings_grpc_requests_total", "method=/listings.v1.ListingsService/GetListing,status=NotFound"));
        seen.Should().Contain(("rpc.server.call.duration", "rpc.method=/listings.v1.ListingsService/GetListing,rpc.response.status_code=NotFound"));
        seen.Select(measurement => measurement.Instrument).Should().Contain(
        [
            "listings_grpc_request_duration_seconds", "listings_grpc_handler_requests_active", "listings.created", "listings.searches",
            "listings_rate_limit_allowed_total", "listings_indexing_queue_size", "listings.indexing.lag", "listings.indexing.dead",
        ]);
    }

    private static string Describe(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
