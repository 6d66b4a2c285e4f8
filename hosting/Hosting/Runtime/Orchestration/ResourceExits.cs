using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Words for the two ways in which a process that did start never gets anywhere.</summary>
internal static class ResourceExits
{
    private const int SignalBase = 128;

    public static ResourceStartException AtStart(string resourceName, int exitCode, TimeSpan after) => new(
        resourceName,
        string.Create(CultureInfo.InvariantCulture, $"It ended by itself {DescribeCode(exitCode)} after {after.TotalSeconds:0.0} s."),
        $"Correct what its log names; --only {resourceName} starts it with nothing but what it needs.");

    public static ResourceStartException NeverHealthy(string resourceName, TimeSpan limit, CustomResourceSnapshot snapshot)
    {
        var reasons = snapshot.HealthReports
            .Where(report => report.Status != HealthStatus.Healthy)
            .Select(report => $"health check '{report.Name}' says {report.Status?.ToString() ?? "nothing yet"}"
                + (FirstLine(report.Description ?? report.ExceptionText) is { } reason ? $" ({reason})" : string.Empty));
        return new ResourceStartException(
            resourceName,
            string.Create(CultureInfo.InvariantCulture, $"It runs, but was not healthy within {limit.TotalSeconds:0.#} s: {string.Join("; ", reasons)}."),
            $"Look for the reason in its log; a slow machine can be given more time with the setting {Settings.RuntimeSettings.StartTimeoutKey}.");
    }

    private static string DescribeCode(int exitCode) => exitCode > SignalBase
        ? string.Create(CultureInfo.InvariantCulture, $"with exit code {exitCode} (signal {exitCode - SignalBase})")
        : string.Create(CultureInfo.InvariantCulture, $"with exit code {exitCode}");

    private static string? FirstLine(string? text) => text?.Split('\n')[0].TrimEnd('\r', '.');
}
