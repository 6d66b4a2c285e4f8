namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds projects in a model.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>Finds the projects of a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The projects.</returns>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ProjectResource>();
    }

    /// <summary>Tells what is known of a project.</summary>
    /// <param name="projectResource">The project.</param>
    /// <returns>Its path and settings.</returns>
    /// <exception cref="InvalidOperationException">The resource names no project.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource)
    {
        ArgumentNullException.ThrowIfNull(projectResource);
        return projectResource.TryGetLastAnnotation<IProjectMetadata>(out var metadata)
            ? metadata
            : throw new InvalidOperationException($"The resource '{projectResource.Name}' names no project. Add it with AddProject.");
    }
}
