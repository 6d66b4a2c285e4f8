using System.Text.Json.Nodes;
using Migration.SearchNode.Analysis;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>An index's mapping: the definition as clients see it, and what documents and queries look up. Immutable.</summary>
internal sealed class MappingTree
{
    private readonly Dictionary<string, MappedField> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectNode> _objects = new(StringComparer.Ordinal);

    private MappingTree(JsonObject definition, ObjectNode root)
    {
        Definition = definition;
        Root = root;
        Collect(root);
        RoutingRequired = definition["_routing"]?["required"] is { } required && MappingJson.Flag(required, "_routing.required");
        DateDetection = definition["date_detection"] is not { } dates || MappingJson.Flag(dates, "date_detection");
        NumericDetection = definition["numeric_detection"] is { } numbers && MappingJson.Flag(numbers, "numeric_detection");
    }

    /// <summary>Never changed in place.</summary>
    public JsonObject Definition { get; }

    public ObjectNode Root { get; }

    public bool RoutingRequired { get; }

    public bool DateDetection { get; }

    public bool NumericDetection { get; }

    public bool HasNested => NestedPaths.Count > 0;

    public List<string> NestedPaths { get; } = [];

    public IEnumerable<FieldType> AllFields => _fields.Values.Select(mapped => mapped.Type);

    public int Count => _fields.Count + _objects.Count;

    public static MappingTree Build(JsonObject definition, IndexAnalyzers analyzers)
    {
        var builder = new MappingBuilder(analyzers);
        try
        {
            return new MappingTree(definition, builder.Root(definition));
        }
        catch (OpenSearchException error) when (error.ErrorType is "mapper_parsing_exception" && error.Cause is null)
        {
            throw Errors.MapperParsing($"Failed to parse mapping [_doc]: {error.Message}", error);
        }
    }

    public FieldType? Field(string path) => _fields.GetValueOrDefault(path)?.Type;

    public MappedField? Mapped(string path) => _fields.GetValueOrDefault(path);

    public ObjectNode? Object(string path) => _objects.GetValueOrDefault(path);

    /// <summary>The innermost nested object that a field lies in, or null.</summary>
    public string? NestedScope(string path)
    {
        string? scope = null;
        foreach (var nested in NestedPaths)
        {
            if (path.Length > nested.Length && path[nested.Length] == '.' && path.StartsWith(nested, StringComparison.Ordinal)
                && nested.Length > (scope?.Length ?? 0))
            {
                scope = nested;
            }
        }

        return scope;
    }

    /// <summary>The fields that a name or a pattern stands for.</summary>
    public IEnumerable<FieldType> Matching(string pattern)
        => Wildcard.IsPattern(pattern)
            ? _fields.Values.Select(field => field.Type).Where(type => Wildcard.Matches(pattern, type.Path))
            : Field(pattern) is { } field ? [field] : [];

    private void Collect(ObjectNode node)
    {
        foreach (var field in node.Fields.Values)
        {
            Collect(field);
        }

        foreach (var child in node.Objects.Values)
        {
            _objects.Add(child.Path, child);
            if (child.IsNested)
            {
                NestedPaths.Add(child.Path);
            }

            Collect(child);
        }
    }

    private void Collect(MappedField field)
    {
        _fields.Add(field.Type.Path, field);
        foreach (var sub in field.SubFields)
        {
            Collect(sub);
        }
    }
}
