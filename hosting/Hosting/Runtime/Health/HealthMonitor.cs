using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Hosting.Runtime.Health;

/// <summary>
/// Checks the health of one resource while it runs. Until it was healthy once it asks often, for everything else waits for that
/// moment; then every 30 s, and after a failure every 1, 2 … 5 s.
/// </summary>
internal sealed class HealthMonitor(IResource resource, HealthMonitorContext context)
{
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FailingStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFailing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestStarting = TimeSpan.FromMilliseconds(75);

    private readonly string[] _keys =
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).Distinct(StringComparer.Ordinal)];

    private ImmutableArray<HealthReportSnapshot> _reports = [];
    private CancellationToken _ended;
    private Task? _ready;

    /// <summary>Runs until the resource does not run any more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _ended = cancellationToken;
        if (_keys.Length == 0)
        {
            await PublishAsync([], isHealthy: true, cancellationToken);
            return;
        }

        await Task.WhenAll(PollAsync(cancellationToken), WatchStartAsync(cancellationToken));
    }

    /// <summary>Tells an instance that came up beside others what is known already.</summary>
    public Task RefreshAsync() => context.Notifications.PublishUpdateAsync(resource, Update);

    /// <summary>How long to wait before the next check.</summary>
    /// <param name="wasReady">Whether the resource was healthy since its start.</param>
    /// <param name="failures">Failed checks in a row.</param>
    /// <param name="sinceStart">The time since the resource runs.</param>
    public static TimeSpan GetDelay(bool wasReady, int failures, TimeSpan sinceStart)
    {
        if (failures == 0)
        {
            return HealthyInterval;
        }

        // At the start a fortieth of the time passed: whatever a start takes, noticing its end adds next to nothing to it.
        var delay = wasReady ? FailingStep * failures : Max(ShortestStarting, sinceStart / 40);
        return delay < LongestFailing ? delay : LongestFailing;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var begin = context.TimeProvider.GetTimestamp();
        var failures = 0;
        while (true)
        {
            var report = await context.Checks.CheckHealthAsync(check => _keys.Contains(check.Name, StringComparer.Ordinal), cancellationToken);
            var isHealthy = report.Status == HealthStatus.Healthy;
            failures = isHealthy ? 0 : failures + 1;
            await PublishAsync(ToSnapshots(report), isHealthy, cancellationToken);
            var delay = GetDelay(_ready is not null, failures, context.TimeProvider.GetElapsedTime(begin));
            await Task.Delay(delay, context.TimeProvider, cancellationToken);
        }
    }

    private async Task WatchStartAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(context.StartTimeout, context.TimeProvider, cancellationToken);
        if (_ready is null && context.Notifications.TryGetCurrentState(resource.Name, out var last))
        {
            var failure = context.ReportNeverHealthy(resource, last);
            await context.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { StartFailure = failure });
        }
    }

    private async Task PublishAsync(
        ImmutableArray<HealthReportSnapshot> reports, bool isHealthy, CancellationToken cancellationToken)
    {
        if (isHealthy && _ready is null)
        {
            _ready = context.AnnounceReadyAsync(resource, cancellationToken);
        }

        _reports = reports;
        await RefreshAsync();
    }

    private CustomResourceSnapshot Update(CustomResourceSnapshot snapshot)
    {
        if (_ended.IsCancellationRequested || !string.Equals(snapshot.State?.Text, KnownResourceStates.Running, StringComparison.Ordinal))
        {
            return snapshot; // It ended, or another of its instances starts; that one's own run begins anew.
        }

        var duration = snapshot.StartDuration
            ?? (_ready is not null && snapshot.LaunchTimestamp is { } begin ? context.TimeProvider.GetElapsedTime(begin) : null);
        return snapshot with
        {
            HealthReports = _reports,
            ReadyEventTask = _ready,
            StartDuration = duration,
            StartFailure = _ready is null ? snapshot.StartFailure : null,
        };
    }

    private ImmutableArray<HealthReportSnapshot> ToSnapshots(HealthReport report)
    {
        var now = context.TimeProvider.GetUtcNow().UtcDateTime;
        return
        [
            .. _keys.Select(key => report.Entries.TryGetValue(key, out var entry)
                ? new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.ToString()) { LastRunAt = now }
                : new HealthReportSnapshot(key, Status: null, Description: null, ExceptionText: null)),
        ];
    }
}
