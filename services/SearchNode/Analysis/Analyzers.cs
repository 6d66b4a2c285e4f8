using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>Makes analyzers.</summary>
internal static class Analyzers
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <returns>Null if there is none of that name.</returns>
    public static Analyzer? Create(string name, AnalysisSettings settings)
    {
        if (settings.Component("analyzer", name) is not { } component)
        {
            return name is IndexAnalyzers.Default ? BuiltIn("standard") : BuiltIn(name);
        }

        var type = component.Type ?? "custom";
        if (type is "custom")
        {
            var tokenizer = component.Text("tokenizer")
                ?? throw Errors.IllegalArgument($"analyzer [{name}] must specify either an analyzer type, or a tokenizer");
            var chain = new AnalysisChain(component.List("char_filter") ?? [], tokenizer, component.List("filter") ?? [])
            {
                PositionIncrementGap = component.Int("position_increment_gap", Mapping.TextFieldType.DefaultPositionIncrementGap),
            };
            component.RefuseUnknown();
            return Build(chain, settings);
        }

        var stopWords = component.List("stopwords") is { } words ? StopWords.Read(words) : null;
        var maxLength = type is "standard" ? component.Int("max_token_length", StandardAnalyzer.DEFAULT_MAX_TOKEN_LENGTH) : 0;
        component.RefuseUnknown();
        return BuiltIn(type, stopWords, maxLength)
            ?? throw Errors.IllegalArgument($"Unknown analyzer type [{type}] for [{name}]");
    }

    public static Analyzer? CreateNormalizer(string name, AnalysisSettings settings)
    {
        if (settings.Component("normalizer", name) is not { } component)
        {
            return name is "lowercase" ? Build(new AnalysisChain([], "keyword", ["lowercase"]), settings) : null;
        }

        if (component.Type is not (null or "custom"))
        {
            throw Errors.IllegalArgument($"Unknown normalizer type [{component.Type}] for [{name}]");
        }

        var chain = new AnalysisChain(component.List("char_filter") ?? [], "keyword", component.List("filter") ?? []);
        component.RefuseUnknown();
        foreach (var filter in chain.Filters)
        {
            if (!TokenFilters.IsNormalizing(filter, settings))
            {
                throw Errors.IllegalArgument($"Custom normalizer [{name}] may not use filter [{filter}]");
            }
        }

        return Build(chain, settings);
    }

    public static Analyzer Build(AnalysisChain chain, AnalysisSettings settings)
    {
        var tokenizer = Tokenizers.Create(chain.Tokenizer, settings);
        var charFilters = chain.CharFilters.Select(name => CharFilters.Create(name, settings)).ToArray();
        var filters = chain.Filters.Select(name => TokenFilters.Create(name, settings)).ToArray();
        return new ChainAnalyzer(charFilters, tokenizer, filters, chain.PositionIncrementGap);
    }

    private static Analyzer? BuiltIn(string type, CharArraySet? stopWords = null, int maxLength = 0) => type switch
    {
        "standard" => new StandardAnalyzer(Version, stopWords ?? CharArraySet.Empty)
        {
            MaxTokenLength = maxLength > 0 ? maxLength : StandardAnalyzer.DEFAULT_MAX_TOKEN_LENGTH,
        },
        "simple" => new SimpleAnalyzer(Version),
        "whitespace" => new WhitespaceAnalyzer(Version),
        "keyword" => new KeywordAnalyzer(),
        "stop" => new StopAnalyzer(Version, stopWords ?? StopAnalyzer.ENGLISH_STOP_WORDS_SET),
        "english" => new EnglishAnalyzer(Version, stopWords ?? EnglishAnalyzer.DefaultStopSet),
        "russian" => new RussianAnalyzer(Version, stopWords ?? RussianAnalyzer.DefaultStopSet),
        _ => null,
    };
}
