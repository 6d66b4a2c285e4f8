using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The newest result of one health check.</summary>
/// <param name="Name">The key of the check.</param>
/// <param name="Status">The result, null while the check has not run.</param>
/// <param name="Description">What the check said.</param>
/// <param name="ExceptionText">The exception behind a bad result, as text.</param>
[DebuggerDisplay("{Status}", Name = "{Name}")]
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When the check last ended, UTC.</summary>
    public DateTime? LastRunAt { get; init; }
}
