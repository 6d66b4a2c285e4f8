using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Documents;

/// <summary>Which parts of a source are shown.</summary>
internal sealed class SourceFilter
{
    public static readonly SourceFilter All = new(true, [], []);
    public static readonly SourceFilter None = new(false, [], []);

    public static readonly string[] Parameters = ["_source", "_source_includes", "_source_excludes", "_source_include", "_source_exclude"];

    private readonly string[] _includes;
    private readonly string[] _excludes;

    private SourceFilter(bool isShown, string[] includes, string[] excludes)
    {
        IsShown = isShown;
        _includes = includes;
        _excludes = excludes;
    }

    public bool IsShown { get; }

    /// <summary>Reads <c>_source</c>, <c>_source_includes</c> and <c>_source_excludes</c> of the query string.</summary>
    public static SourceFilter From(RestRequest request, SourceFilter otherwise)
    {
        string[] includes = [.. request.List("_source_includes"), .. request.List("_source_include")];
        string[] excludes = [.. request.List("_source_excludes"), .. request.List("_source_exclude")];
        var source = request.Value("_source");
        if (source is null && includes.Length == 0 && excludes.Length == 0)
        {
            return otherwise;
        }

        return source switch
        {
            "false" => None,
            null or "" or "true" => new SourceFilter(true, includes, excludes),
            _ => new SourceFilter(true, [.. source.Split(','), .. includes], excludes),
        };
    }

    /// <summary>Reads the <c>_source</c> of a body.</summary>
    public static SourceFilter Parse(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True:
                return All;
            case JsonValueKind.False:
                return None;
            case JsonValueKind.String or JsonValueKind.Array:
                return new SourceFilter(true, Strings(element), []);
            case JsonValueKind.Object:
                string[] includes = [];
                string[] excludes = [];
                foreach (var part in element.EnumerateObject())
                {
                    switch (part.Name)
                    {
                        case "includes" or "include":
                            includes = Strings(part.Value);
                            break;
                        case "excludes" or "exclude":
                            excludes = Strings(part.Value);
                            break;
                        default:
                            throw Errors.Parsing($"Unknown key for a START_OBJECT in [_source]: [{part.Name}].");
                    }
                }

                return new SourceFilter(true, includes, excludes);
            default:
                throw Errors.Parsing("Expected one of [VALUE_BOOLEAN, VALUE_STRING, START_ARRAY, START_OBJECT] in [_source]");
        }
    }

    public void WriteProperty(Utf8JsonWriter json, ReadOnlyMemory<byte> source)
    {
        if (!IsShown)
        {
            return;
        }

        json.WritePropertyName("_source");
        Write(json, source);
    }

    public void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> source)
    {
        if (_includes.Length == 0 && _excludes.Length == 0)
        {
            json.WriteRawValue(source.Span, skipInputValidation: true);
            return;
        }

        var filtered = Filter((JsonObject)JsonNode.Parse(source.Span, documentOptions: JsonFormat.Document)!, string.Empty, _includes.Length == 0);
        filtered.WriteTo(json);
    }

    private JsonObject Filter(JsonObject source, string prefix, bool included)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in source)
        {
            var path = prefix.Length == 0 ? name : $"{prefix}.{name}";
            if (Wildcard.MatchesAny(_excludes, path))
            {
                continue;
            }

            var take = included || Wildcard.MatchesAny(_includes, path);
            if (Keep(value, path, take) is { Taken: true } part)
            {
                kept[name] = part.Value;
            }
        }

        return kept;
    }

    private (bool Taken, JsonNode? Value) Keep(JsonNode? value, string path, bool take)
    {
        switch (value)
        {
            case JsonObject inner:
                var below = Filter(inner, path, take);
                return (take || below.Count > 0, below);
            case JsonArray array:
                var parts = new List<JsonNode?>();
                foreach (var item in array)
                {
                    var part = Keep(item, path, take);
                    if (part.Taken)
                    {
                        parts.Add(part.Value);
                    }
                }

                return (take || parts.Count > 0, new JsonArray([.. parts]));
            default:
                return (take, take ? value?.DeepClone() : null);
        }
    }

    private static string[] Strings(JsonElement element)
        => element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray().Select(item => item.ToString())]
            : [element.ToString()];
}
