using System.Globalization;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Hosting.Runtime.Observation;

/// <summary>Says why a wait failed, so that nobody has to look for the reason.</summary>
internal static class WaitFailure
{
    public const int LogLines = 20;

    /// <summary>State, exit code, the reasons of unhealthy checks and the last log lines of what was waited for.</summary>
    public static string Describe(ResourceEvent resourceEvent, string goal, IReadOnlyList<string> lastLogLines)
    {
        var snapshot = resourceEvent.Snapshot;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Resource '{resourceEvent.Resource.Name}' was waited for {goal}, but is ");
        text.Append(snapshot.State?.Text ?? "in no state yet");
        if (snapshot.HealthStatus is { } health && health != HealthStatus.Healthy)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({health})");
        }

        if (snapshot.ExitCode is { } exitCode)
        {
            text.Append(CultureInfo.InvariantCulture, $" with exit code {exitCode}");
        }

        text.Append('.');
        AppendHealth(text, snapshot);
        if (snapshot.StartFailure is not null)
        {
            // It names cause and cure and carries the log lines of the time of the failure.
            return text.Append('\n').Append(snapshot.StartFailure).ToString();
        }

        AppendLog(text, lastLogLines);
        return text.ToString();
    }

    public static void AppendHealth(StringBuilder text, CustomResourceSnapshot snapshot)
    {
        foreach (var report in snapshot.HealthReports.Where(report => report.Status != HealthStatus.Healthy))
        {
            text.Append(CultureInfo.InvariantCulture, $" Health check '{report.Name}': {report.Status?.ToString() ?? "has not run yet"}");
            var reason = report.Description ?? report.ExceptionText?.Split('\n')[0];
            text.Append(string.IsNullOrWhiteSpace(reason) ? "." : $", {reason.TrimEnd('.', '\r')}.");
        }
    }

    private static void AppendLog(StringBuilder text, IReadOnlyList<string> lastLogLines)
    {
        text.Append(lastLogLines.Count == 0 ? " It has logged nothing." : "\nIts last log lines:");
        foreach (var line in lastLogLines)
        {
            text.Append("\n  | ").Append(line);
        }
    }
}
