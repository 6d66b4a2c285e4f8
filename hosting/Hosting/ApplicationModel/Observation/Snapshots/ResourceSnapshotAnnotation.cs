namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known of a resource before anything happened to it.</summary>
public class ResourceSnapshotAnnotation : IResourceAnnotation
{
    /// <summary>Creates the annotation.</summary>
    /// <param name="initialSnapshot">The snapshot that the first update starts from.</param>
    public ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot)
    {
        ArgumentNullException.ThrowIfNull(initialSnapshot);
        InitialSnapshot = initialSnapshot;
    }

    /// <summary>The snapshot that the first update starts from.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; }
}
