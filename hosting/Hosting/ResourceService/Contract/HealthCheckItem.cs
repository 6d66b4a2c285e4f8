namespace Migration.Hosting.ResourceService.Contract;


/// <summary>The newest result of one health check of a resource.</summary>
internal sealed record HealthCheckItem(string Name, string? Status, string? Reason, string? Exception, DateTime? LastRunAt);
