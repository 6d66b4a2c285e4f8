using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.Hosting.Runtime.Observation;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known of one instance of a resource at one moment.</summary>
[DebuggerDisplay("ResourceType = {ResourceType,nq}, State = {State?.Text,nq}, HealthStatus = {HealthStatus?.ToString(),nq}, Properties = {Properties.Length}")]
public sealed record CustomResourceSnapshot()
{
    /// <summary>The kind of the resource as people read it, for example <c>Project</c> or <c>Container</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Facts about the resource, in the order in which they are shown.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the resource was added to the running application, UTC.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When the current or last run began, UTC; null before the first.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When the last run ended, UTC; null while running.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>The state; the known ones are in <see cref="KnownResourceStates"/>. Null before anything was said.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The exit code of the last run, null while running and where there is no process.</summary>
    public int? ExitCode { get; init; }

    /// <summary>
    /// The worst of <see cref="HealthReports"/>, a check that has not run yet counting as unhealthy; healthy without any check.
    /// Null unless the resource is running.
    /// </summary>
    public HealthStatus? HealthStatus => ComputeHealthStatus(State?.Text, HealthReports);

    /// <summary>The newest result of every health check of the resource.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>The environment variables of the process.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>The addresses of the resource.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>The folders mounted into the resource.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>How the resource relates to others.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>The commands of the resource and whether they can be executed now.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>Whether the resource is left out of lists.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The name of the resource's icon; null for the default of its type.</summary>
    public string? IconName { get; init; }

    /// <summary>The variant of the icon.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>The arguments of the process.</summary>
    internal ImmutableArray<ArgumentSnapshot> Arguments { get; init; } = [];

    /// <summary>When state or health last changed, UTC.</summary>
    internal DateTime? StateTimeStamp { get; init; }

    /// <summary>Ends when all handlers of this run's ResourceReadyEvent have; null until the resource was first healthy.</summary>
    internal Task? ReadyEventTask { get; init; }

    /// <summary>Why this start failed or never became healthy: one message with cause, cure and log; null when it did not fail.</summary>
    internal string? StartFailure { get; init; }

    /// <summary>When this run's launch began, after all waiting, as the time provider's timestamp.</summary>
    internal long? LaunchTimestamp { get; init; }

    /// <summary>From the beginning of the launch to ready; null until then.</summary>
    internal TimeSpan? StartDuration { get; init; }

    private static HealthStatus? ComputeHealthStatus(string? state, ImmutableArray<HealthReportSnapshot> reports)
    {
        if (!string.Equals(state, KnownResourceStates.Running, StringComparison.Ordinal))
        {
            return null;
        }

        return reports.IsDefaultOrEmpty
            ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
            : reports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);
    }
}
