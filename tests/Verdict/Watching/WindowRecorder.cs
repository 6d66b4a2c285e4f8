using HdrHistogram;

namespace Migration.Verdict.Watching;

/// <summary>Gathers the requests of one window, from as many at once as are under way.</summary>
internal sealed class WindowRecorder
{
    private const long LongestMicroseconds = 60_000_000;
    private const int Digits = 3;
    private const double PerMillisecond = 1_000;

    private readonly LongConcurrentHistogram _latencies = new(1, LongestMicroseconds, Digits);
    private long _errors;
    private string? _firstError;

    public long Requests => _latencies.TotalCount;

    public long Errors => Interlocked.Read(ref _errors);

    public double P99 => Requests == 0 ? double.NaN : _latencies.GetValueAtPercentile(99) / PerMillisecond;

    public void Add(RequestSample sample)
    {
        _latencies.RecordValue(Math.Clamp((long)(sample.Milliseconds * PerMillisecond), 1, LongestMicroseconds));
        if (sample.Error is not null)
        {
            Interlocked.Increment(ref _errors);
            Interlocked.CompareExchange(ref _firstError, sample.Error, null);
        }
    }

    public WatchWindow ToWindow(DateTimeOffset start, TimeSpan took, StateSample state, int? openings) => new()
    {
        Start = start,
        Seconds = took.TotalSeconds,
        Requests = Requests,
        Errors = Errors,
        P99 = P99,
        BreakerOpenings = openings,
        Inconsistencies = state.Inconsistencies,
        SlotLagBytes = state.SlotLagBytes,
        FirstError = _firstError,
    };
}
