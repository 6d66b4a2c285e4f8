using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Which resources <c>--only</c> leaves: the named ones and everything they wait for, refer to or are part of.</summary>
internal static class StartSelection
{
    /// <exception cref="DistributedApplicationException">A name is not in the model.</exception>
    public static IReadOnlySet<IResource> Select(IReadOnlyCollection<IResource> resources, IReadOnlyList<string> only)
    {
        if (only.Count == 0)
        {
            return resources.ToHashSet();
        }

        var selected = new HashSet<IResource>();
        foreach (var name in only)
        {
            var resource = resources.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new DistributedApplicationException(
                    $"--only names the resource '{name}', which the application does not have. Its resources are: "
                    + $"{string.Join(", ", resources.Select(known => known.Name).Order(StringComparer.Ordinal))}.");
            Add(resource, selected);
        }

        return selected;
    }

    private static void Add(IResource resource, HashSet<IResource> selected)
    {
        if (!selected.Add(resource))
        {
            return;
        }

        foreach (var needed in ResourceGraph.GetNeeded(resource))
        {
            Add(needed, selected);
        }
    }
}
