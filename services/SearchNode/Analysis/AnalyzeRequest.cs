using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Analysis;

/// <summary>The body of an <c>_analyze</c>.</summary>
internal sealed record AnalyzeRequest
{
    public IReadOnlyList<string> Texts { get; init; } = [];

    public string? Analyzer { get; init; }

    public string? Normalizer { get; init; }

    public string? Field { get; init; }

    /// <summary>Given if the request puts an analyzer together itself.</summary>
    public AnalysisChain? Chain { get; init; }

    /// <summary>The parts that it defines on the spot, as settings would.</summary>
    public Dictionary<string, JsonElement>? Custom { get; init; }

    public static AnalyzeRequest Parse(JsonElement body)
    {
        var request = new AnalyzeRequest();
        string? tokenizer = null;
        var filters = new List<string>();
        var charFilters = new List<string>();
        var custom = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var part in body.EnumerateObject())
        {
            switch (part.Name)
            {
                case "text":
                    request = request with { Texts = Strings(part.Value) };
                    break;
                case "analyzer":
                    request = request with { Analyzer = part.Value.ToString() };
                    break;
                case "normalizer":
                    request = request with { Normalizer = part.Value.ToString() };
                    break;
                case "field":
                    request = request with { Field = part.Value.ToString() };
                    break;
                case "tokenizer":
                    tokenizer = Name(part.Value, "tokenizer", custom);
                    break;
                case "filter":
                    filters = Names(part.Value, "filter", custom);
                    break;
                case "char_filter":
                    charFilters = Names(part.Value, "char_filter", custom);
                    break;
                case "explain" when part.Value.ValueKind == JsonValueKind.False:
                    break;
                case "explain" or "attributes":
                    throw Errors.Unsupported($"[{part.Name}] of _analyze");
                default:
                    throw Errors.XContentParse($"[analyze_request] unknown field [{part.Name}]");
            }
        }

        if (request.Texts.Count == 0)
        {
            throw Errors.Validation("text is missing");
        }

        if (tokenizer is not null || filters.Count > 0 || charFilters.Count > 0)
        {
            if (request.Analyzer is not null)
            {
                throw Errors.IllegalArgument("tokenizer/token_filters/char_filters should be null if analyzer is specified");
            }

            // Filters without a tokenizer see the text as one token, as a normalizer's do.
            request = request with { Chain = new AnalysisChain(charFilters, tokenizer ?? "keyword", filters), Custom = custom.Count > 0 ? custom : null };
        }

        return request;
    }

    public static AnalysisSettings WithInline(Dictionary<string, JsonElement> custom, IndexSettings settings)
    {
        foreach (var (key, definition) in custom)
        {
            var nested = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["index.analysis." + key] = definition });
            settings = settings.Change(nested, preserveExisting: false);
        }

        return new AnalysisSettings(settings);
    }

    private static List<string> Names(JsonElement element, string kind, Dictionary<string, JsonElement> custom)
        => element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray().Select(item => Name(item, kind, custom))]
            : [Name(element, kind, custom)];

    private static string Name(JsonElement element, string kind, Dictionary<string, JsonElement> custom)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return element.ToString();
        }

        var name = $"__anonymous__{custom.Count}";
        custom[$"{kind}.{name}"] = element;
        return name;
    }

    private static List<string> Strings(JsonElement element)
        => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(item => item.ToString())] : [element.ToString()];
}
