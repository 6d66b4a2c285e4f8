using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a health check part of the resource's health.</summary>
/// <param name="key">The name under which the check is registered with the AppHost's health checks.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Key = {Key}")]
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name under which the check is registered.</summary>
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));
}
