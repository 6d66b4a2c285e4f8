using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds the resources that a value is made of.</summary>
internal static class ReferenceWalk
{
    /// <summary>The resources nearest to the value: what those are made of themselves is theirs to know.</summary>
    internal static IReadOnlyList<IResource> FindResources(object value)
    {
        var found = new List<IResource>();
        Walk(value, found, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return found;
    }

    internal static void Relate<T>(IResourceBuilder<T> builder, object value)
        where T : IResource
    {
        foreach (var resource in FindResources(value))
        {
            builder.WithReferenceRelationship(resource);
        }
    }

    private static void Walk(object value, List<IResource> found, HashSet<object> seen)
    {
        if (!seen.Add(value))
        {
            return;
        }

        switch (value)
        {
            case IResource resource:
                found.Add(resource);
                break;
            case IResourceBuilder<IResource> builder:
                Walk(builder.Resource, found, seen);
                break;
            case IValueWithReferences composed:
                foreach (var part in composed.References)
                {
                    Walk(part, found, seen);
                }

                break;
        }
    }
}
