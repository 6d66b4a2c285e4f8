using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>All resources of the application.</summary>
[DebuggerDisplay("Resources = {Resources.Count}")]
public class DistributedApplicationModel
{
    /// <summary>Creates a model of the given resources.</summary>
    /// <param name="resources">The resources; their names must differ.</param>
    public DistributedApplicationModel(IEnumerable<IResource> resources)
        : this(new ResourceCollection(resources))
    {
    }

    /// <summary>Creates a model over a collection, which it shares.</summary>
    /// <param name="resources">The resources.</param>
    public DistributedApplicationModel(IResourceCollection resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        Resources = resources;
    }

    /// <summary>The resources, in the order in which they were added.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public IResourceCollection Resources { get; }
}
