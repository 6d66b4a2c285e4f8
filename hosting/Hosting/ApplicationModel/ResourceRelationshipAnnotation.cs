using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how a resource is related to another one; for display only.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Resource = {Resource.Name}, RelationshipType = {Type}")]
public sealed class ResourceRelationshipAnnotation : IResourceAnnotation
{
    /// <summary>Creates the relation.</summary>
    /// <param name="resource">The other resource.</param>
    /// <param name="type">The kind, such as <c>Reference</c>, <c>Parent</c> or <c>WaitFor</c>.</param>
    public ResourceRelationshipAnnotation(IResource resource, string type)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(type);
        Resource = resource;
        Type = type;
    }

    /// <summary>The other resource.</summary>
    public IResource Resource { get; }

    /// <summary>The kind.</summary>
    public string Type { get; }
}
