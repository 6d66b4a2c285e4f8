using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>Who calls whom, as the kept spans have it: resources, and the databases and addresses that send no spans themselves.</summary>
public sealed record DependencyGraph(IReadOnlyList<DependencyNode> Nodes, IReadOnlyList<Dependency> Edges)
{
    public static DependencyGraph Of(IReadOnlyList<Span> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var calls = Calls.Of(spans);
        var edges = calls.GroupBy(call => (call.From, call.To)).Select(group => Dependency.Of(group.Key.From, group.Key.To, group.Select(call => call.Span))).ToArray();
        var resources = spans.Select(span => span.Resource.ServiceName).ToHashSet(StringComparer.Ordinal);
        return new DependencyGraph(Place(resources, edges), edges);
    }

    /// <summary>In columns: each node right of the leftmost one that calls it.</summary>
    private static DependencyNode[] Place(HashSet<string> resources, Dependency[] edges)
    {
        var names = resources.Concat(edges.Select(edge => edge.To)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var called = edges.Select(edge => edge.To).ToHashSet(StringComparer.Ordinal);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var pending = new Queue<(string Name, int Column)>(names.Where(name => !called.Contains(name)).Select(name => (name, 0)));
        while (columns.Count < names.Length)
        {
            if (!pending.TryDequeue(out var next))
            {
                // A circle that nothing outside leads into: it is entered anywhere.
                next = (names.First(name => !columns.ContainsKey(name)), 0);
            }

            if (columns.TryAdd(next.Name, next.Column))
            {
                foreach (var edge in edges.Where(edge => string.Equals(edge.From, next.Name, StringComparison.Ordinal)))
                {
                    pending.Enqueue((edge.To, next.Column + 1));
                }
            }
        }

        return [.. columns.GroupBy(item => item.Value).SelectMany(column => column.OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select((item, row) => new DependencyNode(item.Key, resources.Contains(item.Key), column.Key, row, column.Count())))];
    }
}
