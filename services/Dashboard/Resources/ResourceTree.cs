namespace Migration.Dashboard.Resources;

/// <summary>Puts resources below what they are part of, as a database below its server.</summary>
internal static class ResourceTree
{
    /// <param name="resources">All of them, in the order of the application.</param>
    /// <param name="matches">Which are shown; a parent is shown with its part.</param>
    /// <param name="folded">The names of those whose parts are not shown.</param>
    public static IReadOnlyList<ResourceTreeRow> Build(
        IReadOnlyList<ResourceInfo> resources, Func<ResourceInfo, bool> matches, IReadOnlySet<string> folded)
    {
        var names = resources.Select(resource => resource.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var parts = resources.Where(resource => HasParent(resource, names)).ToLookup(resource => resource.Parent!, StringComparer.OrdinalIgnoreCase);
        var rows = new List<ResourceTreeRow>();
        foreach (var root in resources.Where(resource => !HasParent(resource, names)))
        {
            rows.AddRange(Below(root, 0));
        }

        // What is left is part of itself, by way of others: shown all the same.
        var placed = rows.Select(row => row.Resource.Id).ToHashSet(StringComparer.Ordinal);
        return folded.Count > 0 || placed.Count == resources.Count
            ? rows
            : [.. rows, .. resources.Where(resource => !placed.Contains(resource.Id) && IsInCircle(resource) && matches(resource))
                .Select(resource => new ResourceTreeRow(resource, 0, HasParts: false, IsFolded: false))];

        List<ResourceTreeRow> Below(ResourceInfo resource, int level)
        {
            var isFolded = folded.Contains(resource.Name);
            var below = parts[resource.Name].SelectMany(part => Below(part, level + 1)).ToList();
            return below.Count == 0 && !matches(resource)
                ? []
                : [new ResourceTreeRow(resource, level, below.Count > 0, isFolded), .. isFolded ? [] : below];
        }

        bool IsInCircle(ResourceInfo resource)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var next = resource; next is not null && HasParent(next, names); next = resources.FirstOrDefault(other => Same(other.Name, next.Parent)))
            {
                if (!seen.Add(next.Name))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static bool HasParent(ResourceInfo resource, HashSet<string> names) =>
        resource.Parent is { } parent && names.Contains(parent) && !Same(parent, resource.Name);

    private static bool Same(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
