namespace Migration.SearchNode.Mapping;

/// <summary>An object of the mapping: the root, a plain object or a nested one.</summary>
internal sealed class ObjectNode
{
    public required string Path { get; init; }

    public bool IsNested { get; init; }

    public bool IsEnabled { get; init; } = true;

    public DynamicMode Dynamic { get; init; }

    public Dictionary<string, ObjectNode> Objects { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, MappedField> Fields { get; } = new(StringComparer.Ordinal);

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
