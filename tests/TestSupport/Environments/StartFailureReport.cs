using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.TestSupport.Logs;

namespace Migration.TestSupport.Environments;

/// <summary>Why an environment did not come up: each resource that is not healthy, its state, what its checks say, its last lines.</summary>
internal sealed class StartFailureReport(DistributedApplication app, ResourceLogs logs)
{
    private const int LastLines = 20;

    public string Describe(string headline, IEnumerable<string> resources)
    {
        var text = new StringBuilder(headline);
        var notifications = app.Services.GetRequiredService<ResourceNotificationService>();
        foreach (var resource in resources)
        {
            var known = notifications.TryGetCurrentState(resource, out var current);
            if (!known || current!.Snapshot.HealthStatus != HealthStatus.Healthy)
            {
                Append(text, resource, current?.Snapshot);
            }
        }

        return text.ToString();
    }

    private void Append(StringBuilder text, string resource, CustomResourceSnapshot? snapshot)
    {
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"{resource}: {snapshot?.State?.Text ?? "not started"}");
        if (snapshot?.ExitCode is { } exitCode)
        {
            text.Append(CultureInfo.InvariantCulture, $", exit code {exitCode}");
        }

        foreach (var report in snapshot?.HealthReports ?? [])
        {
            if (report.Status != HealthStatus.Healthy)
            {
                text.AppendLine().Append(CultureInfo.InvariantCulture, $"  check {report.Name}: {report.Status?.ToString() ?? "not run yet"}");
                text.Append(CultureInfo.InvariantCulture, $" {report.Description ?? FirstLine(report.ExceptionText)}");
            }
        }

        foreach (var line in logs.Lines(resource).TakeLast(LastLines))
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  | {line.Text}");
        }
    }

    private static string? FirstLine(string? text) => text?.Split('\n', 2)[0].Trim();
}
