namespace Aspire.Hosting;

/// <summary>How an application builder is made.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line of the AppHost; it overrides every other source of configuration.</summary>
    public string[]? Args { get; set; }

    /// <summary>The name of the AppHost assembly; null means the entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The name that a dashboard shows for the application; null means the name of the AppHost.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>The folder of the AppHost project; null means the one recorded in the AppHost assembly, else the current folder.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>A registry that replaces that of every container image; recorded only.</summary>
    public string? ContainerRegistryOverride { get; set; }

    /// <summary>True leaves the dashboard resource stopped and makes waits end when a dependency fails.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>True allows plain HTTP between AppHost and dashboard.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>True sends each line of a resource to the logger category <c>{AppHostName}.Resources.{resource}</c> too.</summary>
    public bool EnableResourceLogging { get; set; }
}
