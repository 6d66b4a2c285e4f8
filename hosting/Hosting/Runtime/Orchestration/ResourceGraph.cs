using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Building;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>What a resource needs of others, read from its annotations.</summary>
internal static class ResourceGraph
{
    /// <summary>What it waits for, refers to, and is part of. May hold circles: two services may well refer to each other.</summary>
    public static IEnumerable<IResource> GetNeeded(IResource resource)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource);
        var endpoints = resource.Annotations.OfType<EndpointReferenceAnnotation>().Select(IResource (reference) => reference.Resource);
        var relations = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relation => relation.Resource);
        var redirects = resource.Annotations.OfType<ConnectionStringRedirectAnnotation>().Select(IResource (redirect) => redirect.Resource);
        IEnumerable<IResource> parents = resource is IResourceWithParent child ? [child.Parent] : [];
        return waits.Concat(endpoints).Concat(relations).Concat(redirects).Concat(parents).Distinct();
    }

    /// <summary>The resource at the root of a chain of parents: the server of a database, the resource itself where there is none.</summary>
    public static IResource GetRoot(IResource resource)
    {
        while (resource is IResourceWithParent child && !ReferenceEquals(child.Parent, resource))
        {
            resource = child.Parent;
        }

        return resource;
    }

    /// <summary>The resources that have this one as their parent.</summary>
    public static IEnumerable<IResource> GetChildren(IResource resource, IEnumerable<IResource> resources) =>
        resources.Where(other => other is IResourceWithParent child && ReferenceEquals(child.Parent, resource));

    /// <summary>Whether somebody waits for the resource, or for a part of it.</summary>
    public static bool IsAwaited(IResource resource, IEnumerable<IResource> resources) =>
        resources.SelectMany(other => other.Annotations.OfType<WaitAnnotation>())
            .Any(wait => ReferenceEquals(wait.Resource, resource) || ReferenceEquals(GetRoot(wait.Resource), resource));

    /// <summary>
    /// For every resource those that must have stopped before it does. References that close a circle are left out, so that
    /// nothing waits for itself. The dashboard goes after all that report to it: they send the last of their telemetry as they end,
    /// and one that finds nobody there tries for seconds.
    /// </summary>
    public static IReadOnlyDictionary<IResource, IReadOnlySet<IResource>> GetStopOrder(IReadOnlyCollection<IResource> resources)
    {
        var dependents = resources.ToDictionary(resource => resource, _ => new HashSet<IResource>());
        var done = new HashSet<IResource>();
        foreach (var resource in resources)
        {
            Visit(resource, [], done, dependents);
        }

        if (resources.FirstOrDefault(DashboardAnnotation.IsOn) is { } dashboard)
        {
            dependents[dashboard].UnionWith(GetReporters(dashboard, resources));
        }

        return dependents.ToDictionary(entry => entry.Key, IReadOnlySet<IResource> (entry) => entry.Value);
    }

    private static IEnumerable<IResource> GetReporters(IResource dashboard, IReadOnlyCollection<IResource> resources)
    {
        // What the dashboard itself needs ends after it all the same.
        var needed = new HashSet<IResource>();
        var open = new Queue<IResource>([dashboard]);
        while (open.TryDequeue(out var next))
        {
            if (needed.Add(next))
            {
                foreach (var further in GetNeeded(next))
                {
                    open.Enqueue(further);
                }
            }
        }

        return resources.Where(resource =>
            resource.Annotations.OfType<OtlpExporterAnnotation>().Any() && !DashboardAnnotation.IsOn(resource) && !needed.Contains(resource));
    }

    private static void Visit(
        IResource resource, HashSet<IResource> path, HashSet<IResource> done, Dictionary<IResource, HashSet<IResource>> dependents)
    {
        if (done.Contains(resource))
        {
            return;
        }

        path.Add(resource);
        foreach (var needed in GetNeeded(resource).Where(needed => !path.Contains(needed)))
        {
            if (dependents.TryGetValue(needed, out var before))
            {
                before.Add(resource);
            }

            Visit(needed, path, done, dependents);
        }

        path.Remove(resource);
        done.Add(resource);
    }
}
