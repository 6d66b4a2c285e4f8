using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>
/// The calls among spans, each once and as its caller saw it: a client of gRPC and the HTTP request within it are one call, and what failed before
/// anybody answered belongs to the road of those that were answered at the same address.
/// </summary>
internal sealed class Calls
{
    private readonly Dictionary<(string Trace, string Span), Span> _byId;
    private readonly Dictionary<Span, HashSet<string>> _answers = new(ReferenceEqualityComparer.Instance);

    private Calls(IReadOnlyList<Span> spans)
        => _byId = spans.GroupBy(span => (span.TraceId, span.SpanId)).ToDictionary(group => group.Key, group => group.First());

    public static IReadOnlyList<(string From, string To, Span Span)> Of(IReadOnlyList<Span> spans) => new Calls(spans).Find();

    private List<(string From, string To, Span Span)> Find()
    {
        List<(string, string, Span)> calls = [];
        var atAddress = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var span in _byId.Values)
        {
            if (ParentOf(span) is not { } parent || IsOfOne(parent, span))
            {
                continue;
            }

            var (call, peer) = Outermost(parent);
            if (!IsCall(call) || Add(_answers, call, span.Resource.ServiceName))
            {
                calls.Add((call.Resource.ServiceName, span.Resource.ServiceName, IsCall(call) ? call : span));
            }

            if (peer is not null)
            {
                Add(atAddress, peer, span.Resource.ServiceName);
            }
        }

        calls.AddRange(_byId.Values.Where(IsCall).Select(Outermost)
            .Where(item => item.Peer is not null && !_answers.ContainsKey(item.Call))
            .DistinctBy(item => item.Call, ReferenceEqualityComparer.Instance)
            .Select(item => (item.Call.Resource.ServiceName, Known(atAddress, item.Peer!), item.Call)));
        return calls;
    }

    /// <summary>The call that a person would speak of, and where it went, as whichever of its spans knows.</summary>
    private (Span Call, string? Peer) Outermost(Span span)
    {
        var (call, peer) = (span, PeerOf(span));
        while (IsCall(call) && ParentOf(call) is { } parent && IsOfOne(parent, call) && IsCall(parent))
        {
            (call, peer) = (parent, PeerOf(parent) ?? peer);
        }

        return (call, peer);
    }

    private Span? ParentOf(Span span) => span.ParentSpanId is { } parent ? _byId.GetValueOrDefault((span.TraceId, parent)) : null;

    private static bool IsOfOne(Span one, Span other) => string.Equals(one.Resource.ServiceName, other.Resource.ServiceName, StringComparison.Ordinal);

    private static bool IsCall(Span span) => span.Kind is SpanKind.Client or SpanKind.Producer;

    private static string Known(Dictionary<string, HashSet<string>> atAddress, string peer)
        => atAddress.GetValueOrDefault(peer) is { Count: 1 } services ? services.Single() : peer;

    private static bool Add<TKey>(Dictionary<TKey, HashSet<string>> sets, TKey key, string item)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = new HashSet<string>(StringComparer.Ordinal);
        }

        return set.Add(item);
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
}
