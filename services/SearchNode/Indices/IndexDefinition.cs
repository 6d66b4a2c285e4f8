using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>The body of a create: settings, mappings, aliases.</summary>
internal sealed record IndexDefinition(IndexSettings Settings, JsonObject Mapping)
{
    public static readonly IndexDefinition Empty = new(IndexSettings.Empty, []);

    public ImmutableSortedDictionary<string, AliasMetadata> Aliases { get; init; }
        = ImmutableSortedDictionary.Create<string, AliasMetadata>(StringComparer.Ordinal);

    public static IndexDefinition Parse(JsonElement? body)
    {
        if (body is not { } json)
        {
            return Empty;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Errors.Parse("a create index body is a JSON object");
        }

        var definition = Empty;
        foreach (var part in json.EnumerateObject())
        {
            definition = part.Name switch
            {
                "settings" => definition with { Settings = IndexSettings.Parse(part.Value) },
                "mappings" => definition with { Mapping = AsObject(part) },
                "aliases" => definition with { Aliases = ParseAliases(part) },
                _ => throw Errors.Parse($"unknown key [{part.Name}] for create index"),
            };
        }

        return definition;
    }

    public static JsonObject AsObject(JsonProperty part)
        => JsonNode.Parse(part.Value.GetRawText()) as JsonObject
            ?? throw Errors.Parse($"key [{part.Name}] must be an object");

    private static ImmutableSortedDictionary<string, AliasMetadata> ParseAliases(JsonProperty part)
        => AsObject(part).ToImmutableSortedDictionary(
            alias => alias.Key, alias => AliasActions.Read(alias.Value as JsonObject ?? []), StringComparer.Ordinal);
}
