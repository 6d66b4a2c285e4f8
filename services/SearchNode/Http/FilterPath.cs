using System.Text.Json.Nodes;

namespace Migration.SearchNode.Http;

/// <summary>
/// <c>filter_path</c>: keeps only the named parts of an answer. <c>*</c> is any part of one name, <c>**</c> any depth, a
/// leading <c>-</c> takes away.
/// </summary>
internal static class FilterPath
{
    public static JsonNode? Apply(JsonNode? answer, string filterPath)
    {
        var paths = filterPath.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var include = paths.Where(path => path[0] != '-').Select(path => path.Split('.')).ToList();
        var exclude = paths.Where(path => path[0] == '-').Select(path => path[1..].Split('.')).ToList();
        var kept = include.Count == 0 ? answer?.DeepClone() : Include(answer, include);
        return exclude.Count == 0 ? kept ?? new JsonObject() : Exclude(kept, exclude) ?? new JsonObject();
    }

    private static JsonNode? Include(JsonNode? node, List<string[]> paths)
    {
        if (paths.Exists(path => path.Length == 0))
        {
            return node?.DeepClone();
        }

        switch (node)
        {
            case JsonObject source:
                var kept = new JsonObject();
                foreach (var (name, value) in source)
                {
                    var below = Advance(paths, name);
                    if (below.Exists(path => path.Length == 0))
                    {
                        kept[name] = value?.DeepClone();
                    }
                    else if (below.Count > 0 && Include(value, below) is { } part)
                    {
                        kept[name] = part;
                    }
                }

                return kept.Count > 0 ? kept : null;
            case JsonArray array:
                var parts = array.Select(item => Include(item, paths)).OfType<JsonNode>().ToArray();
                return parts.Length > 0 ? new JsonArray(parts) : null;
            default:
                return null;
        }
    }

    private static JsonNode? Exclude(JsonNode? node, List<string[]> paths)
    {
        switch (node)
        {
            case JsonObject source:
                var kept = new JsonObject();
                foreach (var (name, value) in source)
                {
                    var below = Advance(paths, name);
                    if (!below.Exists(path => path.Length == 0))
                    {
                        kept[name] = below.Count > 0 ? Exclude(value, below) : value?.DeepClone();
                    }
                }

                return kept;
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Exclude(item, paths))]);
            default:
                return node?.DeepClone();
        }
    }

    private static List<string[]> Advance(List<string[]> paths, string name)
    {
        var below = new List<string[]>();
        foreach (var path in paths)
        {
            if (path.Length == 0)
            {
                continue;
            }

            if (path[0] is "**")
            {
                below.Add(path);
                if (path.Length > 1 && Wildcard.Matches(path[1], name))
                {
                    below.Add(path[2..]);
                }
            }
            else if (Wildcard.Matches(path[0], name))
            {
                below.Add(path[1..]);
            }
        }

        return below;
    }
}
