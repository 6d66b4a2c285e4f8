using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds containers in a model.</summary>
public static class ContainerResourceExtensions
{
    /// <summary>Finds the containers of a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The resources that have an image.</returns>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.Where(IsContainer);
    }

    /// <summary>Tells whether a resource is a container.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>True when it has an image.</returns>
    public static bool IsContainer(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.HasAnnotationOfType<ContainerImageAnnotation>();
    }
}
