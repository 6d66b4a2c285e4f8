namespace Aspire.Hosting.ApplicationModel;

/// <summary>A change of one instance of a resource.</summary>
public class ResourceEvent
{
    /// <summary>Creates an event.</summary>
    /// <param name="resource">The resource of the model.</param>
    /// <param name="resourceId">The instance.</param>
    /// <param name="snapshot">What is known after the change.</param>
    public ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
    {
        Resource = resource;
        ResourceId = resourceId;
        Snapshot = snapshot;
    }

    /// <summary>The resource of the model.</summary>
    public IResource Resource { get; }

    /// <summary>The instance: <c>{name}-{suffix}</c> for a process, the resource's name for everything else.</summary>
    public string ResourceId { get; }

    /// <summary>What is known after the change.</summary>
    public CustomResourceSnapshot Snapshot { get; }
}
