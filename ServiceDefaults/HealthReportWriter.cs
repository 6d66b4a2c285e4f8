using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.ServiceDefaults;

/// <summary>
/// Writes a health report as <c>{"status":"Healthy","checks":[{"name":…,"status":…,"reason":…}]}</c>: the reason is what
/// whoever waits for this service wants to read first.
/// </summary>
internal static class HealthReportWriter
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.Select(entry => new
        {
            name = entry.Key,
            status = entry.Value.Status.ToString(),
            reason = entry.Value.Description ?? entry.Value.Exception?.Message,
        });
        return context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks }, context.RequestAborted);
    }
}
