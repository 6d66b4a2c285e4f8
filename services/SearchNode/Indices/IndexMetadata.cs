using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Migration.SearchNode.Indices;

/// <summary>What an index is, apart from its documents. Immutable: a change is a new value.</summary>
internal sealed record IndexMetadata(string Name, string Uuid, long CreationDate, IndexSettings Settings, JsonObject Mapping)
{
    public ImmutableSortedDictionary<string, AliasMetadata> Aliases { get; init; }
        = ImmutableSortedDictionary.Create<string, AliasMetadata>(StringComparer.Ordinal);

    public bool IsHidden => Settings.Flag("index.hidden");

    /// <summary>The settings as clients see them: those given and those that the node adds.</summary>
    public IndexSettings ShownSettings => Settings
        .WithDefault("index.number_of_shards", "1")
        .WithDefault("index.number_of_replicas", "1")
        .With("index.uuid", Uuid)
        .With("index.creation_date", CreationDate.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .With("index.provided_name", Name)
        .With("index.version.created", NodeVersion.Id)
        .WithDefault("index.replication.type", "DOCUMENT");

    public JsonObject ToJson() => new()
    {
        ["uuid"] = Uuid,
        ["creation_date"] = CreationDate,
        ["settings"] = Settings.ToFlat(),
        ["mapping"] = Mapping.DeepClone(),
        ["aliases"] = new JsonObject(Aliases.Select(alias => KeyValuePair.Create(alias.Key, (JsonNode?)alias.Value.ToJson()))),
    };

    public static IndexMetadata FromJson(string name, JsonObject json)
        => new(
            name,
            json["uuid"]!.GetValue<string>(),
            json["creation_date"]!.GetValue<long>(),
            IndexSettings.Parse(System.Text.Json.JsonSerializer.SerializeToElement(json["settings"])),
            (JsonObject)json["mapping"]!.DeepClone())
        {
            Aliases = ((JsonObject)json["aliases"]!).ToImmutableSortedDictionary(
                alias => alias.Key, alias => AliasMetadata.FromJson((JsonObject)alias.Value!), StringComparer.Ordinal),
        };
}
