using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>What the build of the AppHost knows about a project that it references.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>The launch settings of the project; null means those of its <c>Properties/launchSettings.json</c>.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>True when the project has been built already.</summary>
    bool SuppressBuild => false;

    /// <summary>True when <see cref="ProjectPath"/> is a single C# file instead of a project.</summary>
    bool IsFileBasedApp => string.Equals(Path.GetExtension(ProjectPath), ".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>The settings of the project; null means those of its <c>appsettings.json</c> files.</summary>
    internal IConfiguration? Configuration => null;
}
