using Migration.Dashboard.Migrating.Faults;
using Migration.Dashboard.Migrating.Routing;
using Migration.Dashboard.Migrating.Sources;
using Migration.Dashboard.Migrating.Sync;
using Migration.Dashboard.Migrating.Traffic;
using Migration.Dashboard.Migrating.Verdicts;

namespace Migration.Dashboard.Migrating.Board;

/// <summary>
/// Everything that the page shows, kept up to date while somebody looks, once for all who look. Each source is asked by itself.
/// </summary>
internal sealed partial class MigrationBoard : IDisposable
{
    /// <summary>Telemetry arrives once a second.</summary>
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TrafficReader _traffic;
    private readonly TimeProvider _time;
    private readonly ILogger<MigrationBoard> _logger;
    private readonly IPoll[] _polls;
    private CancellationTokenSource? _running;
    private int _watchers;
    private long _version;

    public MigrationBoard(MigrationSources sources, TrafficReader traffic, TimeProvider time, ILogger<MigrationBoard> logger)
    {
        (_traffic, _time, _logger) = (traffic, time, logger);
        var (monolith, sync) = (sources.Monolith, sources.DataSync);
        Flag = new Poll<RoutingFlag>(monolith.GetFlagAsync, Seconds(1), time);
        History = new Poll<FlagHistory>(monolith.GetHistoryAsync, Seconds(3), time);
        Breakers = new Poll<BreakerStates>(monolith.GetBreakersAsync, Seconds(1), time);
        Shadow = new Poll<ShadowReport>(monolith.GetShadowAsync, Seconds(2), time);
        Sync = new Poll<SyncStatus>(sync.GetStatusAsync, Seconds(2), time);
        Review = new Poll<SyncReview>(sync.GetReviewAsync, Seconds(5), time);
        Passes = new Poll<PassStatus>(sync.GetPassesAsync, Seconds(3), time);
        Report = new Poll<LastReport>(sync.GetReportAsync, Seconds(3), time);
        Faults = new Poll<RoadList>(sources.FaultProxy.GetRoadsAsync, Seconds(2), time);
        Verdict = new Poll<VerdictReport>(sources.Verdicts.ReadAsync, Seconds(5), time);
        _polls = [Flag, History, Breakers, Shadow, Sync, Review, Passes, Report, Faults, Verdict];
    }

    public Poll<RoutingFlag> Flag { get; }

    public Poll<FlagHistory> History { get; }

    public Poll<BreakerStates> Breakers { get; }

    public Poll<ShadowReport> Shadow { get; }

    public Poll<SyncStatus> Sync { get; }

    public Poll<SyncReview> Review { get; }

    public Poll<PassStatus> Passes { get; }

    public Poll<LastReport> Report { get; }

    public Poll<RoadList> Faults { get; }

    public Poll<VerdictReport> Verdict { get; }

    public TrafficSnapshot Traffic { get; private set; } = TrafficSnapshot.None;

    /// <summary>Another one whenever something is another than it was.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Sources are asked until the answer is disposed; nobody is asked for anything while nobody looks.</summary>
    public IDisposable Watch()
    {
        lock (_gate)
        {
            _watchers++;
            if (_running is null)
            {
                _running = new CancellationTokenSource();
                Start(_running.Token);
            }
        }

        return new Watcher(this);
    }

    /// <summary>After a change: shows what it has made without waiting for the next look.</summary>
    public void KickRouting()
    {
        Flag.Kick();
        History.Kick();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Stop();
        }
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private void Start(CancellationToken cancellationToken)
    {
        foreach (var poll in _polls)
        {
            _ = Task.Run(() => GuardAsync(() => poll.RunAsync(Move, cancellationToken), cancellationToken), CancellationToken.None);
        }

        _ = Task.Run(() => GuardAsync(() => BeatAsync(cancellationToken), cancellationToken), CancellationToken.None);
    }

    private void Stop()
    {
        _running?.Cancel();
        _running?.Dispose();
        _running = null;
    }

    /// <summary>A poll ends with its watchers. One that ends otherwise is a fault of this program, and must not end unseen.</summary>
    private async Task GuardAsync(Func<Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception exception)
        {
            LogBroken(exception);
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_beat, _time);
        do
        {
            Traffic = _traffic.Read();
            Move();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private void Move() => Interlocked.Increment(ref _version);

    private void Leave()
    {
        lock (_gate)
        {
            if (--_watchers == 0)
            {
                Stop();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The migration page does not follow a source any more", EventName = "MigrationBoardBroken")]
    private partial void LogBroken(Exception exception);

    private sealed class Watcher(MigrationBoard board) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                board.Leave();
            }
        }
    }
}
