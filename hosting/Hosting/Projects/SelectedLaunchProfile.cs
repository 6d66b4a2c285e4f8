using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Projects;

/// <summary>The launch profile that a project uses.</summary>
internal sealed record SelectedLaunchProfile(string Name, LaunchProfile Profile)
{
    /// <summary>The profile asked for, else the AppHost's own if the project has it, else the first that starts the project.</summary>
    /// <exception cref="DistributedApplicationException">The profile that was asked for is not there.</exception>
    internal static SelectedLaunchProfile? Find(IResource resource, IProjectMetadata project)
    {
        if (resource.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>())
        {
            return null;
        }

        var profiles = ProjectFiles.ReadLaunchSettings(project)?.Profiles ?? [];
        if (resource.TryGetLastAnnotation<LaunchProfileAnnotation>(out var asked))
        {
            return Named(profiles, asked.LaunchProfileName) ?? throw new DistributedApplicationException(
                $"The project '{project.ProjectPath}' of the resource '{resource.Name}' has no launch profile '{asked.LaunchProfileName}'. "
                + $"It has: {string.Join(", ", profiles.Keys.DefaultIfEmpty("none"))}.");
        }

        return (resource.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var preferred) ? Named(profiles, preferred.LaunchProfileName) : null)
            ?? profiles.Where(IsProject).Select(entry => new SelectedLaunchProfile(entry.Key, entry.Value)).FirstOrDefault();
    }

    private static SelectedLaunchProfile? Named(Dictionary<string, LaunchProfile> profiles, string name) =>
        profiles.TryGetValue(name, out var profile) ? new SelectedLaunchProfile(name, profile) : null;

    private static bool IsProject(KeyValuePair<string, LaunchProfile> entry) =>
        string.Equals(entry.Value.CommandName, "Project", StringComparison.OrdinalIgnoreCase);
}
