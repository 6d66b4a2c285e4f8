using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Changes to snapshots that are not plain <c>with</c> expressions.</summary>
public static class CustomResourceSnapshotExtensions
{
    /// <summary>Replaces the health reports; <see cref="CustomResourceSnapshot.HealthStatus"/> follows them.</summary>
    /// <param name="snapshot">The snapshot to start from.</param>
    /// <param name="healthReports">All reports of the resource.</param>
    /// <returns>A changed copy.</returns>
    public static CustomResourceSnapshot WithHealthReports(
        this CustomResourceSnapshot snapshot, ImmutableArray<HealthReportSnapshot> healthReports)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot with { HealthReports = healthReports };
    }
}
