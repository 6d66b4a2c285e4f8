using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>Adds to a mapping what an update brings; what is already there may not change its type or how it is indexed.</summary>
internal static class MappingMerge
{
    /// <summary>What may be changed on a field that exists.</summary>
    private static readonly HashSet<string> Updatable = new(StringComparer.Ordinal)
    {
        "search_analyzer", "search_quote_analyzer", "ignore_above", "coerce", "ignore_malformed", "eager_global_ordinals", "meta", "copy_to", "boost",
        "fielddata",
    };

    /// <summary>What stays as it is if an update does not name it.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal) { "fields", "properties", "meta" };

    public static JsonObject Merge(JsonObject current, JsonObject update)
    {
        var merged = (JsonObject)current.DeepClone();
        foreach (var (name, value) in update)
        {
            if (name is "properties")
            {
                merged[name] = Properties(merged[name] as JsonObject ?? [], value as JsonObject ?? [], string.Empty);
            }
            else
            {
                merged[name] = name is "dynamic" && value is not null ? MappingJson.Scalar(value) : value?.DeepClone();
            }
        }

        if (merged["properties"] is JsonObject { Count: 0 })
        {
            merged.Remove("properties");
        }

        return merged;
    }

    private static JsonObject Properties(JsonObject current, JsonObject update, string prefix)
    {
        var merged = (JsonObject)current.DeepClone();
        foreach (var (name, node) in update)
        {
            var path = prefix.Length == 0 ? name : $"{prefix}.{name}";
            if (node is not JsonObject definition)
            {
                throw Errors.MapperParsing($"Expected map for property [fields] on field [{name}] but got a value");
            }

            // A dotted name stands for objects within objects.
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (dot > 0)
            {
                var inner = new JsonObject { ["properties"] = new JsonObject { [name[(dot + 1)..]] = definition.DeepClone() } };
                var outer = new JsonObject { [name[..dot]] = inner };
                merged = Properties(merged, outer, prefix);
                continue;
            }

            merged[name] = merged[name] is JsonObject known ? Definition(known, definition, path) : Normalise(definition);
        }

        return Sorted(merged);
    }

    private static JsonObject Definition(JsonObject current, JsonObject update, string path)
    {
        var from = TypeOf(current);
        var to = update["type"] is null && update["properties"] is null && from is "object" or "nested" ? from : TypeOf(update);
        if (from is "nested" && to is "object" && update["type"] is null)
        {
            to = "nested";
        }

        if (!string.Equals(from, to, StringComparison.Ordinal))
        {
            throw from is "object" or "nested" || to is "object" or "nested"
                ? Errors.IllegalArgument($"can't merge a non object mapping [{path}] with an object mapping")
                : Errors.IllegalArgument($"mapper [{path}] cannot be changed from type [{from}] to [{to}]");
        }

        return from is "object" or "nested" ? ObjectDefinition(current, update, path) : FieldDefinition(current, update, path);
    }

    private static JsonObject ObjectDefinition(JsonObject current, JsonObject update, string path)
    {
        var merged = (JsonObject)current.DeepClone();
        foreach (var (name, value) in update)
        {
            if (name is "properties")
            {
                var properties = Properties(merged[name] as JsonObject ?? [], value as JsonObject ?? [], path);
                merged[name] = properties;
            }
            else if (name is not "type")
            {
                merged[name] = name is "dynamic" && value is not null ? MappingJson.Scalar(value) : value?.DeepClone();
            }
        }

        return Normalise(merged);
    }

    private static JsonObject FieldDefinition(JsonObject current, JsonObject update, string path)
    {
        foreach (var name in current.Select(part => part.Key).Union(update.Select(part => part.Key), StringComparer.Ordinal))
        {
            if (Updatable.Contains(name) || Kept.Contains(name) || name is "type" || JsonNode.DeepEquals(current[name], update[name]))
            {
                continue;
            }

            if (current[name] is { } was && update[name] is { } wanted && string.Equals(MappingJson.Scalar(was), MappingJson.Scalar(wanted), StringComparison.Ordinal))
            {
                continue;
            }

            throw Errors.IllegalArgument(
                $"Mapper for [{path}] conflicts with existing mapper:\n\tCannot update parameter [{name}] from [{Show(current[name])}] to [{Show(update[name])}]");
        }

        var merged = (JsonObject)update.DeepClone();
        if (current["fields"] is JsonObject subFields)
        {
            merged["fields"] = Properties(subFields, update["fields"] as JsonObject ?? [], path);
        }

        return merged;
    }

    /// <summary>As OpenSearch shows it: an object with properties needs no type.</summary>
    private static JsonObject Normalise(JsonObject definition)
    {
        var copy = (JsonObject)definition.DeepClone();
        if (copy["properties"] is JsonObject properties)
        {
            copy["properties"] = Properties([], properties, string.Empty);
            if (copy["type"]?.ToString() is "object")
            {
                copy.Remove("type");
            }
        }
        else if (copy["type"] is null)
        {
            copy["type"] = "object";
        }

        if (copy["dynamic"] is { } dynamic)
        {
            copy["dynamic"] = MappingJson.Scalar(dynamic);
        }

        return copy;
    }

    private static JsonObject Sorted(JsonObject source)
        => new(source.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static string TypeOf(JsonObject definition) => definition["type"]?.ToString() ?? "object";

    private static string Show(JsonNode? node) => node is null ? "default" : MappingJson.Scalar(node);
}
