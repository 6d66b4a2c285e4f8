using System.Text.Json.Nodes;
using Migration.SearchNode.Analysis;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>Reads a mapping's definition; whatever it does not know is refused by name.</summary>
internal sealed class MappingBuilder(IndexAnalyzers analyzers)
{
    private static readonly HashSet<string> RootParameters = new(StringComparer.Ordinal)
    {
        "properties", "dynamic", "_source", "_routing", "_meta", "date_detection", "numeric_detection",
    };

    private static readonly HashSet<string> ObjectParameters = new(StringComparer.Ordinal)
    {
        "properties", "dynamic", "enabled", "type", "include_in_parent", "include_in_root", "meta",
    };

    public ObjectNode Root(JsonObject definition)
    {
        foreach (var (name, value) in definition)
        {
            if (name is "dynamic_templates" && value is JsonArray { Count: 0 })
            {
                continue;
            }

            if (!RootParameters.Contains(name))
            {
                throw name is "dynamic_templates" or "dynamic_date_formats" or "runtime"
                    ? Errors.Unsupported($"mapping parameter [{name}]")
                    : Errors.MapperParsing($"Root mapping definition has unsupported parameters:  [{name} : {value?.ToJsonString()}]");
            }
        }

        CheckSource(definition["_source"]);
        var root = new ObjectNode { Path = string.Empty, Dynamic = Dynamic(definition["dynamic"], DynamicMode.True) };
        Children(root, definition["properties"]);
        return root;
    }

    private static void CheckSource(JsonNode? source)
    {
        foreach (var (name, value) in source as JsonObject ?? [])
        {
            if (name is not "enabled" || value is null || !MappingJson.Flag(value, "_source.enabled"))
            {
                throw Errors.Unsupported($"mapping parameter [_source.{name}]");
            }
        }
    }

    private static DynamicMode Dynamic(JsonNode? node, DynamicMode inherited)
        => node is null ? inherited : MappingJson.Scalar(node) switch
        {
            "true" => DynamicMode.True,
            "false" => DynamicMode.False,
            "strict" => DynamicMode.Strict,
            "strict_allow_templates" => DynamicMode.StrictAllowTemplates,
            var other => throw Errors.MapperParsing($"unknown value [{other}] for [dynamic], expected [true], [false], [strict] or [strict_allow_templates]"),
        };

    private void Children(ObjectNode parent, JsonNode? properties)
    {
        if (properties is null)
        {
            return;
        }

        if (properties is not JsonObject fields)
        {
            throw Errors.MapperParsing("Expected map for property [properties]");
        }

        foreach (var (name, node) in fields)
        {
            if (node is not JsonObject definition)
            {
                throw Errors.MapperParsing($"Expected map for property [fields] on field [{name}] but got a value");
            }

            var path = parent.PathOf(name);
            var type = definition["type"]?.GetValue<string>() ?? "object";
            if (type is "object" or "nested")
            {
                parent.Objects.Add(name, Object(path, definition, type is "nested", parent.Dynamic));
            }
            else
            {
                parent.Fields.Add(name, Field(path, definition, isSubField: false));
            }
        }
    }

    private ObjectNode Object(string path, JsonObject definition, bool nested, DynamicMode inherited)
    {
        foreach (var (name, value) in definition)
        {
            if (!ObjectParameters.Contains(name))
            {
                throw Errors.MapperParsing($"Mapping definition for [{path}] has unsupported parameters:  [{name} : {value?.ToJsonString()}]");
            }

            if (name is "include_in_parent" or "include_in_root" && MappingJson.Flag(value!, name))
            {
                throw Errors.Unsupported($"mapping parameter [{name}] of [{path}]");
            }
        }

        var node = new ObjectNode
        {
            Path = path,
            IsNested = nested,
            IsEnabled = definition["enabled"] is not { } enabled || MappingJson.Flag(enabled, $"{path}.enabled"),
            Dynamic = Dynamic(definition["dynamic"], inherited),
        };
        Children(node, definition["properties"]);
        return node;
    }

    private MappedField Field(string path, JsonObject definition, bool isSubField)
    {
        var options = new FieldOptions(path, definition);
        var type = FieldTypes.Create(options, analyzers);
        options.RefuseUnknown();
        var copyTo = MappingJson.Strings(definition["copy_to"]);
        if (isSubField && copyTo.Count > 0)
        {
            throw Errors.MapperParsing($"copy_to in multi fields is not allowed. Found the copy_to in field [{path}] which is within a multi field.");
        }

        var subFields = new List<MappedField>();
        foreach (var (name, node) in definition["fields"] as JsonObject ?? [])
        {
            subFields.Add(Field($"{path}.{name}", node as JsonObject ?? [], isSubField: true));
        }

        return new MappedField(type, subFields, copyTo);
    }
}
