using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Migration.Listings.Search;

namespace Migration.Listings.Telemetry;

/// <summary>
/// What the service counts, beside what ASP.NET Core, Npgsql and the runtime count themselves: by OpenTelemetry's names, and by those that the
/// reference system's dashboards and alerts ask for (<c>listings_…</c>).
/// </summary>
internal sealed class ListingsMetrics
{
    private static readonly double[] CallBuckets = [.001, .002, .005, .01, .025, .05, .1, .2, .5, 1, 2.5, 5];

    /// <summary>The original's, with two more: its alerts look beyond one second.</summary>
    private static readonly double[] OriginalBuckets = [.001, .005, .01, .05, .1, .5, 1, 2, 5];

    private readonly Counter<long> _created;
    private readonly Counter<long> _searched;
    private readonly Counter<long> _indexed;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _limitAllowed;
    private readonly Counter<long> _limitRejected;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _calls;
    private readonly Histogram<double> _requestDuration;
    private readonly Histogram<double> _indexDuration;

    public ListingsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Migration.Listings");
        _calls = meter.CreateHistogram<double>(
            "rpc.server.call.duration", "s", "Time a call took in the service", advice: new() { HistogramBucketBoundaries = CallBuckets });
        _requests = meter.CreateCounter<long>("listings_grpc_requests_total", "{request}", "Calls by method and status");
        _requestDuration = meter.CreateHistogram<double>(
            "listings_grpc_request_duration_seconds", "s", "Time of a call", advice: new() { HistogramBucketBoundaries = OriginalBuckets });
        _active = meter.CreateUpDownCounter<long>("listings_grpc_handler_requests_active", "{request}", "Calls under way");
        _errors = meter.CreateCounter<long>("listings_errors_total", "{error}", "Failures of the service's own by component and type");
        _timeouts = meter.CreateCounter<long>("listings_timeouts_total", "{request}", "Calls whose deadline passed");
        _limitAllowed = meter.CreateCounter<long>("listings_rate_limit_allowed_total", "{request}", "Calls within their limit");
        _limitRejected = meter.CreateCounter<long>("listings_rate_limit_rejected_total", "{request}", "Calls beyond their limit");
        _created = meter.CreateCounter<long>("listings.created", "{listing}", "Listings created");
        _searched = meter.CreateCounter<long>("listings.searches", "{search}", "Searches by who answered");
        _indexed = meter.CreateCounter<long>("listings_indexing_jobs_processed_total", "{job}", "Indexing jobs by operation and outcome");
        _indexDuration = meter.CreateHistogram<double>("listings_indexing_job_duration_seconds", "s", "Time of a batch of indexing jobs");
        meter.CreateObservableGauge("listings_indexing_queue_size", () => Queue.Waiting, "{job}", "Indexing jobs that wait");
        meter.CreateObservableGauge("listings.indexing.lag", () => Queue.Lag.TotalSeconds, "s", "How long the oldest indexing job waits");
        meter.CreateObservableGauge("listings.indexing.dead", () => Queue.Dead, "{job}", "Indexing jobs that were given up");
    }

    /// <summary>As the indexer saw it last.</summary>
    public QueueState Queue { get; set; } = new(0, 0, TimeSpan.Zero);

    public void CallBegins() => _active.Add(1);

    public void CallEnds(string method, StatusCode code, TimeSpan duration)
    {
        _active.Add(-1);
        if (_calls.Enabled)
        {
            _calls.Record(duration.TotalSeconds, new TagList { { "rpc.method", method }, { "rpc.response.status_code", code.ToString() } });
        }

        if (_requestDuration.Enabled)
        {
            _requestDuration.Record(duration.TotalSeconds, new TagList { { "method", method } });
        }

        if (_requests.Enabled)
        {
            _requests.Add(1, new TagList { { "method", method }, { "status", code == StatusCode.OK ? "success" : code.ToString() } });
        }

        if (code == StatusCode.DeadlineExceeded)
        {
            _timeouts.Add(1, new TagList { { "method", method } });
        }
    }

    public void Failed(string component, string type) => _errors.Add(1, new TagList { { "component", component }, { "error_type", type } });

    public void RateLimited(string whose, bool allowed)
    {
        var counter = allowed ? _limitAllowed : _limitRejected;
        if (counter.Enabled)
        {
            counter.Add(1, new TagList { { "scope", whose } });
        }
    }

    public void ListingCreated() => _created.Add(1);

    public void Searched(string source) => _searched.Add(1, new TagList { { "source", source } });

    public void IndexedIn(TimeSpan duration) => _indexDuration.Record(duration.TotalSeconds);

    public void Indexed(string operation, string outcome, int count)
    {
        if (count > 0 && _indexed.Enabled)
        {
            _indexed.Add(count, new TagList { { "operation", operation }, { "status", outcome } });
        }
    }
}
