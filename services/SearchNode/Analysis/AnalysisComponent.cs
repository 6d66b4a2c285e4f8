using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>One analyzer, tokenizer or filter that the settings define. What it does not know it refuses.</summary>
internal sealed class AnalysisComponent(string kind, string name, Dictionary<string, IReadOnlyList<string>> parts)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal) { "type" };

    public string Kind { get; } = kind;

    public string Name { get; } = name;

    public string? Type => Text("type");

    public string? Text(string name) => List(name) is { Count: > 0 } values ? values[0] : null;

    public IReadOnlyList<string>? List(string name)
    {
        _known.Add(name);
        return parts.GetValueOrDefault(name);
    }

    public int Int(string name, int otherwise) => AnalysisSettings.Number(this, name, otherwise);

    public bool Flag(string name, bool otherwise) => Text(name) switch
    {
        null => otherwise,
        "true" => true,
        "false" => false,
        var other => throw Errors.IllegalArgument($"Failed to parse value [{other}] as only [true] or [false] are allowed."),
    };

    public void RefuseUnknown()
    {
        if (parts.Keys.FirstOrDefault(part => !_known.Contains(part)) is { } unknown)
        {
            throw Errors.Unsupported($"[{unknown}] of {Kind} [{Name}] of type [{Type}]");
        }
    }
}
