using System.Text.RegularExpressions;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.NGram;
using Lucene.Net.Analysis.Pattern;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Util;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>Makes tokenizers by name.</summary>
internal static class Tokenizers
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    public static Func<TextReader, Tokenizer> Create(string name, AnalysisSettings settings)
    {
        var component = settings.Component("tokenizer", name);
        var made = Create(component?.Type ?? name, component ?? new AnalysisComponent("tokenizer", name, []));
        component?.RefuseUnknown();
        return made ?? throw Errors.IllegalArgument($"failed to find tokenizer under [{name}]");
    }

    private static Func<TextReader, Tokenizer>? Create(string type, AnalysisComponent component)
    {
        switch (type)
        {
            case "standard":
                var length = component.Int("max_token_length", StandardAnalyzer.DEFAULT_MAX_TOKEN_LENGTH);
                return reader => new StandardTokenizer(Version, reader) { MaxTokenLength = length };
            case "keyword":
                return reader => new KeywordTokenizer(reader);
            case "whitespace":
                return reader => new WhitespaceTokenizer(Version, reader);
            case "letter":
                return reader => new LetterTokenizer(Version, reader);
            case "lowercase":
                return reader => new LowerCaseTokenizer(Version, reader);
            case "edge_ngram":
                var (edgeMin, edgeMax) = Grams(component);
                return reader => new EdgeNGramTokenizer(Version, reader, edgeMin, edgeMax);
            case "ngram":
                var (min, max) = Grams(component);
                return reader => new NGramTokenizer(Version, reader, min, max);
            case "pattern":
                var pattern = new Regex(component.Text("pattern") ?? @"\W+", RegexOptions.CultureInvariant, PatternTimeout);
                var group = component.Int("group", -1);
                return reader => new PatternTokenizer(reader, pattern, group);
            default:
                return null;
        }
    }

    private static (int Min, int Max) Grams(AnalysisComponent component)
    {
        if (component.List("token_chars") is { Count: > 0 })
        {
            throw Errors.Unsupported($"[token_chars] of tokenizer [{component.Name}]");
        }

        return (component.Int("min_gram", 1), component.Int("max_gram", 2));
    }
}
