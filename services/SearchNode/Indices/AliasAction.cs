using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Indices;

/// <summary>One action of <c>_aliases</c>.</summary>
internal sealed record AliasAction(AliasActionKind Kind, IReadOnlyList<string> Indices, IReadOnlyList<string> Names)
{
    public AliasMetadata Alias { get; init; } = new();

    public bool? MustExist { get; init; }

    public static List<AliasAction> ParseAll(JsonElement body)
    {
        if (!body.TryGetProperty("actions", out var actions) || actions.ValueKind != JsonValueKind.Array)
        {
            throw Errors.IllegalArgument("[aliases] requires [actions] to be an array");
        }

        foreach (var part in body.EnumerateObject())
        {
            if (part.Name is not "actions")
            {
                throw Errors.XContentParse($"[aliases] unknown field [{part.Name}]");
            }
        }

        var parsed = actions.EnumerateArray().SelectMany(action => action.EnumerateObject()).Select(Parse).ToList();
        return parsed.Count > 0 ? parsed : throw Errors.Validation("Must specify at least one alias action");
    }

    private static AliasAction Parse(JsonProperty action)
    {
        var kind = action.Name switch
        {
            "add" => AliasActionKind.Add,
            "remove" => AliasActionKind.Remove,
            "remove_index" => AliasActionKind.RemoveIndex,
            _ => throw Errors.XContentParse($"[alias_action] unknown field [{action.Name}]"),
        };
        var options = AliasActions.ToNode(action.Value);
        var indices = Take(options, "index", "indices");
        var names = Take(options, "alias", "aliases");
        var mustExist = options["must_exist"] is { } flag ? MappingJson.Flag(flag, "must_exist") : (bool?)null;
        options.Remove("must_exist");
        if (indices.Count == 0)
        {
            throw Errors.IllegalArgument("One of [index] or [indices] is required");
        }

        if (kind != AliasActionKind.RemoveIndex && names.Count == 0)
        {
            throw Errors.IllegalArgument("One of [alias] or [aliases] is required");
        }

        if (kind != AliasActionKind.Add && options.Count > 0)
        {
            throw Errors.XContentParse($"[{action.Name}] unknown field [{options.First().Key}]");
        }

        return new AliasAction(kind, indices, names) { Alias = AliasActions.Read(options), MustExist = mustExist };
    }

    private static List<string> Take(JsonObject options, string one, string many)
    {
        var values = MappingJson.Strings(options[one]).Concat(MappingJson.Strings(options[many])).ToList();
        options.Remove(one);
        options.Remove(many);
        return values;
    }
}
