using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Building;

/// <summary>Finds resources that wait for each other in a circle.</summary>
internal static class WaitCycle
{
    /// <exception cref="DistributedApplicationException">There is a circle; the message shows it.</exception>
    internal static void ThrowIfAny(DistributedApplicationModel model)
    {
        var finished = new HashSet<IResource>(ReferenceEqualityComparer.Instance);
        foreach (var resource in model.Resources)
        {
            Visit(resource, [], finished);
        }
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> finished)
    {
        if (finished.Contains(resource))
        {
            return;
        }

        var start = path.FindIndex(visited => ReferenceEquals(visited, resource));
        if (start >= 0)
        {
            var circle = string.Join(" -> ", path.Skip(start).Append(resource).Select(member => member.Name));
            throw new DistributedApplicationException(
                $"These resources wait for each other, so none of them could ever start: {circle}. Remove one of the WaitFor calls.");
        }

        path.Add(resource);
        foreach (var dependency in Dependencies(resource))
        {
            Visit(dependency, path, finished);
        }

        path.RemoveAt(path.Count - 1);
        finished.Add(resource);
    }

    // A child becomes ready only when its parent does, so waiting for the child is waiting for the parent.
    private static IEnumerable<IResource> Dependencies(IResource resource) =>
        resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource)
            .Concat(resource is IResourceWithParent { Parent: var parent } ? [parent] : []);
}
