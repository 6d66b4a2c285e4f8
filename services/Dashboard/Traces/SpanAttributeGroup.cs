using Migration.Otlp.Records;

namespace Migration.Dashboard.Traces;

/// <summary>A span's attributes that belong together, with a heading.</summary>
public sealed record SpanAttributeGroup(string Title, IReadOnlyList<(string Name, string Value)> Items)
{
    private static readonly (string Title, string[] Prefixes)[] Known =
    [
        ("gRPC", ["rpc.", "grpc."]),
        ("Database", ["db."]),
        ("HTTP", ["http.", "url.", "user_agent."]),
        ("Messaging", ["messaging."]),
        ("Network", ["network.", "server.", "client.", "net."]),
        ("Exception", ["exception.", "error."]),
    ];

    /// <summary>The statement is shown above in full, and not again.</summary>
    private static readonly string[] ShownElsewhere = ["db.query.text", "db.statement"];

    public static IEnumerable<SpanAttributeGroup> Of(Span span)
    {
        ArgumentNullException.ThrowIfNull(span);
        var groups = span.Attributes
            .Where(item => !ShownElsewhere.Contains(item.Key, StringComparer.Ordinal))
            .Select(item => (Title: TitleOf(item.Key), Item: (item.Key, TelemetryAttributes.TextOf(item.Value))))
            .GroupBy(item => item.Title, item => item.Item, StringComparer.Ordinal)
            .OrderBy(group => Array.FindIndex(Known, known => string.Equals(known.Title, group.Key, StringComparison.Ordinal)) is var rank and >= 0 ? rank : Known.Length);
        foreach (var group in groups)
        {
            yield return new SpanAttributeGroup(group.Key, [.. group]);
        }

        yield return new SpanAttributeGroup("Span", [.. Identity(span)]);
        yield return new SpanAttributeGroup("Resource", [.. span.Resource.Attributes.Select(item => (item.Key, TelemetryAttributes.TextOf(item.Value)))]);
    }

    private static string TitleOf(string name)
        => Known.FirstOrDefault(known => known.Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).Title ?? "Attributes";

    private static IEnumerable<(string Name, string Value)> Identity(Span span)
    {
        yield return ("span id", span.SpanId);
        yield return ("parent span id", span.ParentSpanId ?? "none");
        yield return ("scope", span.Scope.Version.Length == 0 ? span.Scope.Name : $"{span.Scope.Name} {span.Scope.Version}");
        yield return ("status", span.Status.ToString());
        if (span.TraceState.Length > 0)
        {
            yield return ("trace state", span.TraceState);
        }
    }
}
