namespace Aspire.Hosting;

/// <summary>What a project resource takes over from the project.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; null means the default one.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>True takes nothing over from launch profiles.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>True takes no endpoints over from the Kestrel section of the project's settings.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
