using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Indices;

/// <summary>An index's settings, flat: <c>index.refresh_interval</c> and so on. Immutable.</summary>
internal sealed class IndexSettings
{
    private readonly ImmutableSortedDictionary<string, JsonNode> _values;

    private IndexSettings(ImmutableSortedDictionary<string, JsonNode> values) => _values = values;

    public static IndexSettings Empty { get; } = new(ImmutableSortedDictionary.Create<string, JsonNode>(StringComparer.Ordinal));

    public IEnumerable<string> Keys => _values.Keys;

    public int Shards => Int("index.number_of_shards", 1);

    public int Replicas => Int("index.number_of_replicas", 1);

    public int MaxResultWindow => Int("index.max_result_window", 10_000);

    public int MaxTermsCount => Int("index.max_terms_count", 65_536);

    public int TotalFieldsLimit => Int("index.mapping.total_fields.limit", 1000);

    public int MaxAnalyzedTokens => Int("index.analyze.max_token_count", 10_000);

    public TimeSpan RefreshInterval => Time("index.refresh_interval", TimeSpan.FromSeconds(1));

    public TimeSpan GcDeletes => Time("index.gc_deletes", TimeSpan.FromSeconds(60));

    public TimeSpan TranslogSyncInterval => Time("index.translog.sync_interval", TimeSpan.FromSeconds(5));

    public bool IsTranslogAsync => string.Equals(Text("index.translog.durability"), "async", StringComparison.OrdinalIgnoreCase);

    public long FlushThreshold => ByteSize.Parse(Text("index.translog.flush_threshold_size") ?? "512mb", "index.translog.flush_threshold_size");

    /// <summary>Reads the body of a create or of an update, nested or flat, with or without <c>index.</c>.</summary>
    public static IndexSettings Parse(JsonElement body)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, JsonNode>(StringComparer.Ordinal);
        Flatten(body, string.Empty, (key, value) => values[key.StartsWith("index.", StringComparison.Ordinal) ? key : "index." + key] = value!);
        return new IndexSettings(values.ToImmutable());
    }

    /// <summary>The names of all settings in a body, with <c>index.</c> before them.</summary>
    public static IEnumerable<string> Names(JsonElement body)
    {
        var names = new List<string>();
        Flatten(body, string.Empty, (key, _) => names.Add(key.StartsWith("index.", StringComparison.Ordinal) ? key : "index." + key));
        return names;
    }

    /// <summary>As <see cref="Parse"/>, but with nulls, which reset a setting to its default.</summary>
    public IndexSettings Change(JsonElement body, bool preserveExisting)
    {
        var values = _values.ToBuilder();
        Flatten(body, string.Empty, (key, value) =>
        {
            var name = key.StartsWith("index.", StringComparison.Ordinal) ? key : "index." + key;
            if (value is null)
            {
                values.Remove(name);
            }
            else if (!preserveExisting || !values.ContainsKey(name))
            {
                values[name] = value;
            }
        });
        return new IndexSettings(values.ToImmutable());
    }

    public IndexSettings With(string key, string value) => new(_values.SetItem(key, JsonValue.Create(value)));

    public IndexSettings WithDefault(string key, string value) => _values.ContainsKey(key) ? this : With(key, value);

    public string? Text(string key) => _values.TryGetValue(key, out var node) && node is JsonValue value ? MappingJson.Scalar(value) : null;

    public IReadOnlyList<string> List(string key) => _values.TryGetValue(key, out var node) ? MappingJson.Strings(node) : [];

    public bool Flag(string key) => Text(key) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw Errors.IllegalArgument($"Failed to parse value [{other}] for setting [{key}] as only [true] or [false] are allowed."),
    };

    public JsonObject ToFlat(IEnumerable<string>? names = null)
        => new(Selected(names).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone())));

    public JsonObject ToNested(IEnumerable<string>? names = null)
    {
        var root = new JsonObject();
        foreach (var (key, value) in Selected(names))
        {
            var target = root;
            var parts = key.Split('.');
            for (var i = 0; i < parts.Length - 1; i++)
            {
                if (target[parts[i]] is not JsonObject below)
                {
                    // A value and a group of one name: the rest stays flat, as OpenSearch shows it.
                    if (target[parts[i]] is not null)
                    {
                        break;
                    }

                    target[parts[i]] = below = [];
                }

                target = below;
            }

            target[parts[^1]] = value.DeepClone();
        }

        return root;
    }

    private IEnumerable<KeyValuePair<string, JsonNode>> Selected(IEnumerable<string>? names)
        => names is null ? _values : _values.Where(pair => Wildcard.MatchesAny(names, pair.Key));

    private int Int(string key, int otherwise)
    {
        var text = Text(key);
        return text is null ? otherwise
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : throw Errors.IllegalArgument($"Failed to parse value [{text}] for setting [{key}]");
    }

    private TimeSpan Time(string key, TimeSpan otherwise) => Text(key) is { } text ? TimeValue.Parse(text, key) : otherwise;

    private static void Flatten(JsonElement element, string prefix, Action<string, JsonNode?> add)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Flatten(property.Value, prefix.Length == 0 ? property.Name : $"{prefix}.{property.Name}", add);
                }

                break;
            case JsonValueKind.Null:
                add(prefix, null);
                break;
            case JsonValueKind.Array:
                add(prefix, new JsonArray([.. element.EnumerateArray().Select(item => (JsonNode?)JsonValue.Create(Scalar(item)))]));
                break;
            default:
                add(prefix, JsonValue.Create(Scalar(element)));
                break;
        }
    }

    private static string Scalar(JsonElement element)
        => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
}
