using System.Text.Json.Nodes;

namespace Migration.SearchNode.Mapping;

/// <summary>A field's definition with typed access; what is asked for is remembered, so that the rest can be refused.</summary>
internal sealed class FieldOptions(string path, JsonObject definition)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal) { "type", "fields", "copy_to", "meta" };

    public string Path { get; } = path;

    public string Type { get; } = definition["type"]?.GetValue<string>() ?? "object";

    public bool Flag(string name, bool otherwise) => Take(name) is { } node ? MappingJson.Flag(node, $"{Path}.{name}") : otherwise;

    public string? Text(string name) => Take(name) is { } node ? MappingJson.Scalar(node) : null;

    public int? Int(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Http.Errors.MapperParsing($"Failed to parse [{name}] of mapper [{Path}]: [{text}] is not an integer");
    }

    public double? Double(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Http.Errors.MapperParsing($"Failed to parse [{name}] of mapper [{Path}]: [{text}] is not a number");
    }

    public FieldValue? Value(string name)
        => Take(name) is JsonValue node ? FieldValue.From(System.Text.Json.JsonSerializer.SerializeToElement(node)) : null;

    /// <summary>Takes a parameter that this node accepts because leaving it out changes no answer.</summary>
    public void Accept(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _known.Add(name);
        }
    }

    public void RefuseUnknown()
    {
        foreach (var (name, _) in definition)
        {
            if (!_known.Contains(name))
            {
                throw Http.Errors.MapperParsing($"unknown parameter [{name}] on mapper [{Path.Split('.')[^1]}] of type [{Type}]");
            }
        }
    }

    private JsonNode? Take(string name)
    {
        _known.Add(name);
        return definition[name];
    }
}
