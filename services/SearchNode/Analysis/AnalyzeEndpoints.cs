using System.Text.Json;
using Lucene.Net.Analysis;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Analysis;

/// <summary><c>_analyze</c>: what a text becomes.</summary>
internal sealed class AnalyzeEndpoints(IndexResolver resolver) : IEndpoints
{
    private static readonly IndexAnalyzers BuiltIn = new(new AnalysisSettings(IndexSettings.Empty));

    public void Map(RouteTable routes)
    {
        routes.Map("GET,POST", "/_analyze", Analyze);
        routes.Map("GET,POST", "/{index}/_analyze", Analyze);
    }

    private RestResponse Analyze(RestRequest request)
    {
        var index = request.Value("index") is { } name ? resolver.Single(name) : null;
        var asked = AnalyzeRequest.Parse(request.RequiredJson());
        var analyzer = Choose(asked, index);
        var limit = index?.Settings.MaxAnalyzedTokens ?? IndexSettings.Empty.MaxAnalyzedTokens;
        var tokens = Tokens(analyzer, asked, limit);
        return RestResponse.Json(200, json => Write(json, tokens));
    }

    private static Analyzer Choose(AnalyzeRequest asked, IndexService? index)
    {
        var analyzers = index?.Analyzers ?? BuiltIn;
        if (asked.Custom is { } custom)
        {
            return new IndexAnalyzers(AnalyzeRequest.WithInline(custom, index?.Settings ?? IndexSettings.Empty)).Chain(asked.Chain!);
        }

        if (asked.Chain is { } chain)
        {
            return analyzers.Chain(chain);
        }

        if (asked.Analyzer is { } name)
        {
            return analyzers.Requested(name);
        }

        if (asked.Normalizer is { } normalizer)
        {
            return analyzers.Normalizer(normalizer, normalizer);
        }

        return asked.Field is not { } field ? analyzers.Requested(IndexAnalyzers.Default)
            : index is null ? throw Errors.IllegalArgument("analysis based on a specific field requires an index")
            : index.Mapping.Field(field) switch
            {
                TextFieldType text => text.IndexAnalyzer,
                KeywordFieldType keyword => keyword.Normalizer ?? analyzers.Requested("keyword"),
                null => analyzers.Requested(IndexAnalyzers.Default),
                var other => throw Errors.IllegalArgument($"Can't process field [{other.Path}], Analysis requests are only supported on tokenized fields"),
            };
    }

    /// <summary>Several texts are analysed as the values of one field are, each behind the other.</summary>
    private static List<AnalyzedToken> Tokens(Analyzer analyzer, AnalyzeRequest asked, int limit)
    {
        var all = new List<AnalyzedToken>();
        var position = 0;
        var offset = 0;
        foreach (var text in asked.Texts)
        {
            var tokens = AnalyzerRunner.Tokens(analyzer, asked.Field ?? string.Empty, text);
            all.AddRange(tokens.Select(token => token with
            {
                Position = token.Position + position,
                StartOffset = token.StartOffset + offset,
                EndOffset = token.EndOffset + offset,
            }));
            if (all.Count > limit)
            {
                throw new OpenSearchException(
                    500,
                    "illegal_state_exception",
                    $"The number of tokens produced by calling _analyze has exceeded the allowed maximum of [{limit}]. This limit can be set by changing the [index.analyze.max_token_count] index level setting.");
            }

            position += (tokens.Count > 0 ? tokens[^1].Position + 1 : 0) + TextFieldType.DefaultPositionIncrementGap;
            offset += text.Length + 1;
        }

        return all;
    }

    private static void Write(Utf8JsonWriter json, List<AnalyzedToken> tokens)
    {
        json.WriteStartObject();
        json.WriteStartArray("tokens");
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            json.WriteString("token", token.Text);
            json.WriteNumber("start_offset", token.StartOffset);
            json.WriteNumber("end_offset", token.EndOffset);
            json.WriteString("type", token.Type);
            json.WriteNumber("position", token.Position);
            if (token.PositionLength > 1)
            {
                json.WriteNumber("positionLength", token.PositionLength);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
