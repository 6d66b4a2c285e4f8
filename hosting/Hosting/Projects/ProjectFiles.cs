using System.Text.Json;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Migration.Hosting.Projects;

/// <summary>Reads the files that lie in a project's folder.</summary>
internal static class ProjectFiles
{
    /// <summary>The full path of a project file. A folder stands for the one project in it.</summary>
    internal static string Resolve(string appHostDirectory, string projectPath)
    {
        var path = Path.GetFullPath(projectPath.Replace('\\', Path.DirectorySeparatorChar), appHostDirectory);
        return Directory.Exists(path) && Directory.GetFiles(path, "*.csproj") is [var only] ? only : path;
    }

    /// <summary>The launch settings of a project; null when it has none.</summary>
    /// <exception cref="DistributedApplicationException">The file is no launch settings file.</exception>
    internal static LaunchSettings? ReadLaunchSettings(IProjectMetadata project)
    {
        if (project.LaunchSettings is { } given)
        {
            return given;
        }

        var path = LaunchSettingsPath(project);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), LaunchSettingsJson.Default.LaunchSettings);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The launch settings file '{path}' cannot be read: {exception.Message} Correct it.", exception);
        }
    }

    /// <summary>The settings that the project will read in an environment such as Development.</summary>
    internal static IConfiguration ReadSettings(IProjectMetadata project, string environmentName)
    {
        if (project.Configuration is { } given)
        {
            return given;
        }

        var folder = Path.GetDirectoryName(project.ProjectPath)!;
        return new ConfigurationBuilder()
            .AddJsonFile(Path.Join(folder, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Join(folder, $"appsettings.{environmentName}.json"), optional: true)
            .Build();
    }

    private static string LaunchSettingsPath(IProjectMetadata project)
    {
        var folder = Path.GetDirectoryName(project.ProjectPath)!;
        return project.IsFileBasedApp
            ? Path.Join(folder, Path.GetFileNameWithoutExtension(project.ProjectPath) + ".run.json")
            : Path.Join(folder, "Properties", "launchSettings.json");
    }
}
