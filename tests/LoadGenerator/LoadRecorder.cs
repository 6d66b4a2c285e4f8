using System.Collections.Concurrent;
using HdrHistogram;

namespace Migration.LoadGenerator;

/// <summary>Gathers what the requests came to, from many threads.</summary>
internal sealed class LoadRecorder
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private const long LongestMicroseconds = 60_000_000;
    private const int Digits = 3;
    private const int KeptErrors = 10;
    private static readonly TimeSpan InTimeLimit = TimeSpan.FromSeconds(1);

    private readonly LongConcurrentHistogram _all = New();
    private readonly LongConcurrentHistogram _peer = New();
    private readonly ConcurrentDictionary<string, LongConcurrentHistogram> _byOperation = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, LongConcurrentHistogram> _windows = new();
    private readonly ConcurrentDictionary<string, long> _servedBy = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _fallbacks = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<MadeListing> _made = new();
    private long _errorCount;
    private long _inTime;
    private long _latestSend;

    public void Sent(TimeSpan late) => InterlockedMax(ref _latestSend, late.Ticks);

    /// <param name="operation">get, list or write.</param>
    /// <param name="due">Since the beginning.</param>
    /// <param name="latency">From then on.</param>
    /// <param name="servedBy">As the answer says.</param>
    /// <param name="fallback">Why the monolith had to answer; null if it had not.</param>
    public void Answered(string operation, TimeSpan due, TimeSpan latency, string servedBy, string? fallback)
    {
        var value = Microseconds(latency);
        _all.RecordValue(value);
        _byOperation.GetOrAdd(operation, _ => New()).RecordValue(value);
        _windows.GetOrAdd((int)(due / Window), _ => New()).RecordValue(value);
        _servedBy.AddOrUpdate(servedBy, 1, (_, count) => count + 1);
        if (fallback is not null)
        {
            _fallbacks.AddOrUpdate($"{operation} {fallback}", 1, (_, count) => count + 1);
        }

        Interlocked.Add(ref _inTime, latency <= InTimeLimit ? 1 : 0);
    }

    /// <summary>A failure counts with the time that it took the user to see it.</summary>
    public void Failed(TimeSpan latency, string error)
    {
        _all.RecordValue(Microseconds(latency));
        Interlocked.Increment(ref _errorCount);
        if (_errors.Count < KeptErrors)
        {
            _errors.Enqueue(error);
        }
    }

    public void Made(MadeListing listing) => _made.Enqueue(listing);

    public void PeerAnswered(TimeSpan latency) => _peer.RecordValue(Microseconds(latency));

    public LoadResult ToResult(long scheduled, TimeSpan took, MachineRecord machine) => new()
    {
        Scheduled = scheduled,
        Seconds = took.TotalSeconds,
        Errors = Interlocked.Read(ref _errorCount),
        Fallbacks = _fallbacks.Values.Sum(),
        FallbackCauses = _fallbacks,
        InTime = Interlocked.Read(ref _inTime),
        LatestSend = TimeSpan.FromTicks(Interlocked.Read(ref _latestSend)).TotalMilliseconds,
        ServedBy = _servedBy,
        Made = [.. _made],
        ErrorSamples = [.. _errors],
        All = LatencySummary.Of(_all),
        ByOperation = _byOperation.ToDictionary(each => each.Key, each => LatencySummary.Of(each.Value), StringComparer.Ordinal),
        Peer = LatencySummary.Of(_peer),
        Machine = machine,
        WindowMedians = [.. _windows.OrderBy(window => window.Key).Select(window => LatencySummary.Of(window.Value).P50)],
    };

    private static LongConcurrentHistogram New() => new(1, LongestMicroseconds, Digits);

    private static long Microseconds(TimeSpan time) => Math.Clamp((long)time.TotalMicroseconds, 1, LongestMicroseconds);

    private static void InterlockedMax(ref long target, long value)
    {
        var seen = Interlocked.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }
}
