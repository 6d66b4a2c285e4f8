using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Shows how a resource relates to others.</summary>
internal static class RelationshipSnapshots
{
    public static ImmutableArray<RelationshipSnapshot> Create(IResource resource)
    {
        var relations = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(relation => new RelationshipSnapshot(relation.Resource.Name, relation.Type));
        IEnumerable<RelationshipSnapshot> parents = resource is IResourceWithParent child
            ? [new RelationshipSnapshot(child.Parent.Name, KnownRelationshipTypes.Parent)]
            : [];
        return [.. relations.Concat(parents).Distinct()];
    }
}
