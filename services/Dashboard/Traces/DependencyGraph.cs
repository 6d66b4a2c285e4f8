using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>Who calls whom, as the kept spans have it: resources, and the databases and addresses that send no spans themselves.</summary>
public sealed record DependencyGraph(IReadOnlyList<DependencyNode> Nodes, IReadOnlyList<Dependency> Edges)
{
    public static DependencyGraph Of(IReadOnlyList<Span> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var byId = spans.GroupBy(span => (span.TraceId, span.SpanId)).ToDictionary(group => group.Key, group => group.First());
        var answered = new HashSet<(string, string)>();
        List<(string From, string To, bool IsResource, Span Span)> calls = [];
        foreach (var span in spans)
        {
            if (span.ParentSpanId is { } parentId && byId.TryGetValue((span.TraceId, parentId), out var parent)
                && !string.Equals(parent.Resource.ServiceName, span.Resource.ServiceName, StringComparison.Ordinal))
            {
                answered.Add((parent.TraceId, parent.SpanId));
                calls.Add((parent.Resource.ServiceName, span.Resource.ServiceName, true, span));
            }
        }

        calls.AddRange(spans
            .Where(span => span.Kind is SpanKind.Client or SpanKind.Producer && !answered.Contains((span.TraceId, span.SpanId)))
            .Select(span => (span.Resource.ServiceName, PeerOf(span), false, span))
            .Where(call => call.Item2 is not null)
            .Select(call => (call.ServiceName, call.Item2!, call.Item3, call.span)));
        var edges = calls.GroupBy(call => (call.From, call.To)).Select(group => Dependency.Of(group.Key.From, group.Key.To, group.Select(call => call.Span))).ToArray();
        var resources = spans.Select(span => span.Resource.ServiceName).ToHashSet(StringComparer.Ordinal);
        return new DependencyGraph(Place(resources, edges), edges);
    }

    /// <summary>What answers a call that no span of its own tells of: a database by its name, anything else by its address.</summary>
    private static string? PeerOf(Span span)
    {
        var system = span.Attributes.Text("db.system.name") ?? span.Attributes.Text("db.system");
        if (system is not null)
        {
            var name = span.Attributes.Text("db.namespace") ?? span.Attributes.Text("db.name");
            return name is null ? system : $"{name} ({system})";
        }

        var host = span.Attributes.Text("server.address") ?? span.Attributes.Text("net.peer.name");
        var port = span.Attributes.Text("server.port") ?? span.Attributes.Text("net.peer.port");
        return host is null ? null : port is null ? host : $"{host}:{port}";
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
