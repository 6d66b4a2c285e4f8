using System.Text.Json;
using System.Text.Json.Nodes;

namespace Migration.SearchNode.Mapping;

/// <summary>What the mapping should learn from a document, by OpenSearch's rules of dynamic mapping.</summary>
internal static class DynamicMapping
{
    private const int KeywordIgnoreAbove = 256;

    private static readonly DateFormat DetectedDates = DateFormat.Parse("strict_date_optional_time||yyyy/MM/dd HH:mm:ss Z||yyyy/MM/dd Z||yyyy/MM/dd HH:mm:ss||yyyy/MM/dd");

    /// <summary>Nulls and empty arrays say nothing about a type.</summary>
    public static bool HasValue(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TokenType != JsonTokenType.Null;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (HasValue(reader))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <returns>A mapping holding only what is new.</returns>
    public static JsonObject Infer(MappingTree mapping, ReadOnlyMemory<byte> source)
    {
        using var document = JsonDocument.Parse(source, Http.JsonFormat.Document);
        var root = new JsonObject();
        Object(mapping, mapping.Root, document.RootElement, root);
        foreach (var target in mapping.AllFields.Select(type => mapping.Mapped(type.Path)!).SelectMany(field => field.CopyTo))
        {
            if (mapping.Mapped(target) is null)
            {
                Put(root, target.Split('.'), TextDefinition());
            }
        }

        return root;
    }

    private static void Object(MappingTree mapping, ObjectNode? node, JsonElement value, JsonObject target)
    {
        foreach (var property in value.EnumerateObject())
        {
            Named(mapping, node, property.Name, property.Value, target);
        }
    }

    private static void Named(MappingTree mapping, ObjectNode? node, string name, JsonElement value, JsonObject target)
    {
        if (node is not null && (node.Fields.ContainsKey(name) || (node.Dynamic != DynamicMode.True && !node.Objects.ContainsKey(name))))
        {
            return;
        }

        var child = node?.Objects.GetValueOrDefault(name);
        if (child is { IsEnabled: false })
        {
            return;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (child is null && dot > 0 && dot < name.Length - 1)
        {
            var first = name[..dot];
            var below = Definition(target, first);
            Named(mapping, node?.Objects.GetValueOrDefault(first), name[(dot + 1)..], value, below);
            RemoveIfEmpty(target, first, below);
            return;
        }

        foreach (var item in Flatten(value))
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                var below = Definition(target, name);
                if (child?.IsNested == true)
                {
                    below["type"] = "nested";
                }

                Object(mapping, child, item, below);
                if (child is not null)
                {
                    RemoveIfEmpty(target, name, below);
                }
            }
            else if (child is null && Properties(target)[name] is null && Scalar(mapping, item) is { } definition)
            {
                Properties(target)[name] = definition;
            }
        }
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement value)
        => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Flatten) : [value];

    private static JsonObject? Scalar(MappingTree mapping, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => new JsonObject { ["type"] = "boolean" },
        JsonValueKind.Number => new JsonObject { ["type"] = value.TryGetInt64(out _) ? "long" : "float" },
        JsonValueKind.String => Text(mapping, FieldValue.From(value)),
        _ => null,
    };

    private static JsonObject Text(MappingTree mapping, FieldValue value)
    {
        var isNumber = value.TryDouble(out _);
        if (isNumber && mapping.NumericDetection)
        {
            return new JsonObject { ["type"] = value.TryInt64(out _) ? "long" : "float" };
        }

        return !isNumber && mapping.DateDetection && DetectedDates.TryRead(value.Text, TimeSpan.Zero, out _, out _)
            ? new JsonObject { ["type"] = "date" }
            : TextDefinition();
    }

    private static JsonObject TextDefinition() => new()
    {
        ["type"] = "text",
        ["fields"] = new JsonObject { ["keyword"] = new JsonObject { ["type"] = "keyword", ["ignore_above"] = KeywordIgnoreAbove } },
    };

    private static JsonObject Properties(JsonObject target)
    {
        if (target["properties"] is not JsonObject properties)
        {
            target["properties"] = properties = [];
        }

        return properties;
    }

    private static JsonObject Definition(JsonObject target, string name)
    {
        var properties = Properties(target);
        if (properties[name] is not JsonObject definition)
        {
            properties[name] = definition = [];
        }

        return definition;
    }

    private static void RemoveIfEmpty(JsonObject target, string name, JsonObject definition)
    {
        if (definition["properties"] is not JsonObject { Count: > 0 })
        {
            Properties(target).Remove(name);
        }
    }

    private static void Put(JsonObject target, ReadOnlySpan<string> path, JsonObject definition)
    {
        if (path.Length == 1)
        {
            Properties(target)[path[0]] = definition;
        }
        else
        {
            Put(Definition(target, path[0]), path[1..], definition);
        }
    }
}
