namespace Migration.Dashboard.Resources;


/// <summary>The newest result of one health check. Without a status it has not run yet.</summary>
public sealed record HealthCheckInfo(string Name, string? Status, string? Reason, string? Exception, DateTimeOffset? LastRunAt);
