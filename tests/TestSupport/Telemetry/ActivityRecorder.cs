using System.Diagnostics;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.TestSupport.Telemetry;

/// <summary>
/// Records what the test's own process does inside a <see cref="TestTrace"/>: the trace's beginning and its HTTP and gRPC calls.
/// Outside of one nothing is recorded or passed on, so that a probe of the environment starts no trace of its own.
/// </summary>
internal sealed class ActivityRecorder : IDisposable
{
    public const string ServiceName = "tests";

    private const string HttpClientSource = "System.Net.Http";
    private const string GrpcClientSource = "Grpc.Net.Client";

    private readonly ActivitySource _source = new($"Migration.TestSupport.{Guid.NewGuid():N}");
    private readonly ActivityListener _listener;
    private readonly TelemetryStore _store;
    private readonly TelemetryResource _resource;

    public ActivityRecorder(TelemetryStore store)
    {
        _store = store;
        _resource = store.Register(new TelemetryResource(ServiceName, string.Empty, TelemetryAttributes.Empty))!;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == _source || source.Name is HttpClientSource or GrpcClientSource,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Source == _source || IsOurs(Activity.Current)
                ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.None,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public TestTrace Start(string name)
    {
        var outer = Activity.Current;
        Activity.Current = null;
        try
        {
            return new TestTrace(_source.StartActivity(name) ?? throw new InvalidOperationException("The recorder was disposed."));
        }
        catch
        {
            Activity.Current = outer;
            throw;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    private bool IsOurs(Activity? activity)
    {
        while (activity is not null && activity.Source != _source)
        {
            activity = activity.Parent;
        }

        return activity is not null;
    }

    private void Record(Activity activity)
    {
        if (IsOurs(activity))
        {
            _store.Add(_resource, [ToSpan(activity)]);
        }
    }

    private Span ToSpan(Activity activity) => new()
    {
        Resource = _resource,
        Scope = new TelemetryScope(activity.Source.Name, string.Empty, TelemetryAttributes.Empty),
        TraceId = activity.TraceId.ToHexString(),
        SpanId = activity.SpanId.ToHexString(),
        ParentSpanId = activity.ParentSpanId == default ? null : activity.ParentSpanId.ToHexString(),
        Name = activity.DisplayName,
        Kind = activity.Kind switch
        {
            ActivityKind.Server => SpanKind.Server,
            ActivityKind.Client => SpanKind.Client,
            ActivityKind.Producer => SpanKind.Producer,
            ActivityKind.Consumer => SpanKind.Consumer,
            _ => SpanKind.Internal,
        },
        StartUnixNano = Nanoseconds(activity.StartTimeUtc),
        EndUnixNano = Nanoseconds(activity.StartTimeUtc + activity.Duration),
        Status = activity.Status == ActivityStatusCode.Error ? SpanStatus.Error : SpanStatus.Unset,
        StatusMessage = activity.StatusDescription ?? string.Empty,
        Attributes = new TelemetryAttributes(activity.TagObjects),
    };

    private static ulong Nanoseconds(DateTime time) => (ulong)(time - DateTime.UnixEpoch).Ticks * 100;
}
