namespace Migration.Dashboard.Resources;

/// <summary>How a resource is, in a word, and why.</summary>
/// <param name="Text">The word.</param>
/// <param name="Badge">How it is shown: a class of the style sheet.</param>
/// <param name="Reason">Why, if it is not as it should be.</param>
public sealed record ResourceStatus(string Text, string Badge, string? Reason)
{
    private const string Healthy = "Healthy";

    /// <param name="resource">The resource.</param>
    /// <param name="view">All others: one that waits says for whom.</param>
    public static ResourceStatus Of(ResourceInfo resource, ResourceView view) => resource.State switch
    {
        null => new ResourceStatus("Unknown", string.Empty, Reason: null),
        "Running" when resource.Health is Healthy => new ResourceStatus(IsValue(resource) ? "Known" : "Running", "success", Reason: null),
        "Running" when IsStarting(resource) => new ResourceStatus("Starting", "info", ReasonOf(resource)),
        "Running" => new ResourceStatus(resource.Health ?? "Running", resource.Health is "Degraded" ? "warning" : "error", ReasonOf(resource)),
        "Active" => new ResourceStatus("Active", "success", Reason: null),
        "Waiting" => new ResourceStatus("Waiting", "info", AwaitedBy(resource, view)),
        ("Starting" or "Building" or "Stopping") and var state => new ResourceStatus(state, "info", Reason: null),
        "NotStarted" => new ResourceStatus("Not started", string.Empty, Reason: null),
        "Finished" or "Exited" when resource.StartFailure is null && resource.StateStyle is not "error" => new ResourceStatus("Stopped", string.Empty, Reason: null),
        "Finished" or "Exited" => new ResourceStatus("Failed", "error", FirstLine(resource.StartFailure) ?? $"ended with exit code {resource.ExitCode}"),
        "FailedToStart" or "RuntimeUnhealthy" => new ResourceStatus("Failed to start", "error", FirstLine(resource.StartFailure)),
        "ValueMissing" => new ResourceStatus("Value missing", "error", resource.Properties is [var value, ..] ? value.Value : null),
        var other => new ResourceStatus(other, BadgeOf(resource.StateStyle), Reason: null),
    };

    /// <summary>Whether it is a value and no process.</summary>
    public static bool IsValue(ResourceInfo resource) => resource.Type is "Parameter" or "ConnectionString" or "ConnectionStringParameter";

    /// <summary>The failing check's own words, with its name where there are several.</summary>
    private static string? ReasonOf(ResourceInfo resource)
    {
        var failing = resource.HealthChecks.FirstOrDefault(check => check.Status is "Unhealthy")
            ?? resource.HealthChecks.FirstOrDefault(check => check.Status is not (null or Healthy));
        var reason = FirstLine(failing?.Reason) ?? FirstLine(failing?.Exception) ?? failing?.Name;
        return failing is null || resource.HealthChecks.Count == 1 ? reason : $"{failing.Name}: {reason}";
    }

    private static bool IsStarting(ResourceInfo resource) => resource.HealthChecks.All(check => check.Status is null or Healthy);

    private static string? AwaitedBy(ResourceInfo resource, ResourceView view)
    {
        var awaited = resource.Relations.Where(relation => relation.Type is "WaitFor")
            .Select(relation => relation.Resource)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => view.Find(name) is not { Health: Healthy })
            .ToArray();
        return awaited.Length == 0 ? null : $"for {string.Join(", ", awaited)}";
    }

    private static string? FirstLine(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Split('\n')[0].Trim();

    private static string BadgeOf(string? style) => style is "error" or "warning" or "success" or "info" ? style : string.Empty;
}
