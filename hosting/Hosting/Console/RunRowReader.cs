using System.Collections.Immutable;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Hosting.RunConsole;

/// <summary>Turns what is known of a resource into its row.</summary>
internal static class RunRowReader
{
    public static RunRow Read(RunRow previous, ResourceEvent resourceEvent, DateTimeOffset now)
    {
        var snapshot = resourceEvent.Snapshot;
        var phase = PhaseOf(snapshot, previous);
        return previous with
        {
            Id = resourceEvent.ResourceId,
            Phase = phase,
            State = snapshot.State?.Text ?? "",
            Health = snapshot.HealthStatus?.ToString().ToLowerInvariant() ?? "",
            Reason = ReasonOf(snapshot, phase),
            StartFailure = snapshot.StartFailure,
            Addresses = [.. AddressesOf(snapshot.Urls)],
            Since = phase == previous.Phase ? previous.Since ?? now : now,
            WasHealthy = phase == RunPhase.Healthy || (previous.WasHealthy && phase == RunPhase.Unhealthy),
        };
    }

    private static RunPhase PhaseOf(CustomResourceSnapshot snapshot, RunRow previous) => snapshot.State?.Text switch
    {
        null or "" => RunPhase.Pending,
        nameof(KnownResourceStates.Waiting) => RunPhase.Waiting,
        nameof(KnownResourceStates.Active) => RunPhase.Healthy,
        nameof(KnownResourceStates.Finished) => RunPhase.Done,
        nameof(KnownResourceStates.NotStarted) => RunPhase.Parked,
        nameof(KnownResourceStates.Stopping) => RunPhase.Stopped,
        nameof(KnownResourceStates.Exited) => PhaseAfterExit(snapshot, previous),
        nameof(KnownResourceStates.Running) => RunningPhase(snapshot, previous),
        nameof(KnownResourceStates.FailedToStart)
            or nameof(KnownResourceStates.RuntimeUnhealthy)
            or nameof(KnownResourceStates.ValueMissing) => RunPhase.Failed,
        _ => RunPhase.Starting,
    };

    private static RunPhase RunningPhase(CustomResourceSnapshot snapshot, RunRow previous)
    {
        if (snapshot.HealthStatus == HealthStatus.Healthy)
        {
            return RunPhase.Healthy;
        }

        return previous.WasHealthy ? RunPhase.Unhealthy : RunPhase.Starting;
    }

    /// <summary>An end that somebody asked for passes through Stopping, whatever exit code the signal leaves.</summary>
    private static RunPhase PhaseAfterExit(CustomResourceSnapshot snapshot, RunRow previous) =>
        previous.Phase == RunPhase.Stopped || snapshot.ExitCode is null or 0 ? RunPhase.Stopped : RunPhase.Failed;

    private static string? ReasonOf(CustomResourceSnapshot snapshot, RunPhase phase) => phase switch
    {
        RunPhase.Starting or RunPhase.Unhealthy => WorstReport(snapshot.HealthReports),
        RunPhase.Failed when snapshot.StartFailure is { } failure => failure.Split('\n')[0],
        RunPhase.Failed when snapshot.ExitCode is { } exitCode => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}"),
        RunPhase.Failed => snapshot.State?.Text,
        _ => null,
    };

    /// <summary>
    /// For example <c>connection refused</c>, with the name of the check where there are several. A check that has not run yet has
    /// nothing to say.
    /// </summary>
    private static string? WorstReport(ImmutableArray<HealthReportSnapshot> reports)
    {
        var worst = reports.Where(report => report.Status is { } status && status != HealthStatus.Healthy).MinBy(report => report.Status);
        if (worst is null)
        {
            return null;
        }

        var reason = worst.Description ?? worst.ExceptionText;
        if (string.IsNullOrWhiteSpace(reason))
        {
            return worst.Name;
        }

        var firstLine = reason.Split('\n')[0].Trim();
        return reports.Length == 1 ? firstLine : $"{worst.Name}: {firstLine}";
    }

    private static IEnumerable<RunAddress> AddressesOf(ImmutableArray<UrlSnapshot> urls) =>
        urls.Where(url => !url.IsInternal && !url.IsInactive).Select(RunAddress.From).OrderByDescending(address => address.Order);
}
