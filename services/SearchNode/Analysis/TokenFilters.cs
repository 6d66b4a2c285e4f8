using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.NGram;
using Lucene.Net.Util;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>Makes token filters by name.</summary>
internal static class TokenFilters
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>Those that change characters and never the number of tokens: a normalizer may use them.</summary>
    private static readonly HashSet<string> Normalizing = new(StringComparer.Ordinal)
    {
        "lowercase", "uppercase", "asciifolding", "trim", "serbian_normalization",
    };

    public static bool IsNormalizing(string name, AnalysisSettings settings)
        => Normalizing.Contains(settings.Component("filter", name)?.Type ?? name);

    public static Func<TokenStream, TokenStream> Create(string name, AnalysisSettings settings)
    {
        var component = settings.Component("filter", name);
        var made = Create(component?.Type ?? name, component ?? new AnalysisComponent("filter", name, []), settings);
        component?.RefuseUnknown();
        return made ?? throw Errors.IllegalArgument($"failed to find filter under [{name}]");
    }

    private static Func<TokenStream, TokenStream>? Create(string type, AnalysisComponent component, AnalysisSettings settings)
    {
        switch (type)
        {
            case "lowercase":
                return component.Text("language") is { } language
                    ? throw Errors.Unsupported($"[language: {language}] of filter [{component.Name}]")
                    : stream => new LowerCaseFilter(Version, stream);
            case "uppercase":
                return stream => new UpperCaseFilter(Version, stream);
            case "stop":
                return Stop(component);
            case "stemmer":
                return Stemmers.ByLanguage(component.Text("language") ?? component.Text("name") ?? "english", component.Name);
            case "snowball":
                return Stemmers.Snowball(component.Text("language") ?? "English", component.Name);
            case "porter_stem":
                return stream => new PorterStemFilter(stream);
            case "kstem":
                return stream => new KStemFilter(stream);
            case "asciifolding":
                var keepOriginal = component.Flag("preserve_original", false);
                return stream => new ASCIIFoldingFilter(stream, keepOriginal);
            case "edge_ngram" or "edgeNGram":
                return EdgeGrams(component);
            case "ngram":
                var (min, max) = (component.Int("min_gram", 1), component.Int("max_gram", 2));
                return stream => new NGramTokenFilter(Version, stream, min, max);
            case "synonym":
                return Synonyms.Create(component, settings);
            case "trim":
                return stream => new TrimFilter(Version, stream);
            case "unique":
                return component.Flag("only_on_same_position", false)
                    ? stream => new RemoveDuplicatesTokenFilter(stream)
                    : throw Errors.Unsupported($"filter [{component.Name}] of type [unique] over all positions");
            case "length":
                var (shortest, longest) = (component.Int("min", 0), component.Int("max", int.MaxValue));
                return stream => new LengthFilter(Version, stream, shortest, longest);
            case "keyword_marker":
                var keywords = StopWords.Read(component.List("keywords") ?? [], component.Flag("ignore_case", false));
                return stream => new SetKeywordMarkerFilter(stream, keywords);
            case "serbian_normalization":
                return stream => new SerbianNormalizationFilter(stream);
            default:
                return null;
        }
    }

    private static Func<TokenStream, TokenStream> Stop(AnalysisComponent component)
    {
        var words = component.List("stopwords") is { } listed
            ? StopWords.Read(listed, component.Flag("ignore_case", false))
            : component.Flag("ignore_case", false) ? StopWords.Read(["_english_"], ignoreCase: true) : EnglishAnalyzer.DefaultStopSet;
        if (!component.Flag("remove_trailing", true))
        {
            throw Errors.Unsupported($"[remove_trailing: false] of filter [{component.Name}]");
        }

        return stream => new StopFilter(Version, stream, words);
    }

    private static Func<TokenStream, TokenStream> EdgeGrams(AnalysisComponent component)
    {
        var (min, max) = (component.Int("min_gram", 1), component.Int("max_gram", 2));
        if (min < 1 || max < min)
        {
            throw Errors.IllegalArgument($"filter [{component.Name}]: min_gram [{min}] must be at least 1 and at most max_gram [{max}]");
        }

        if (component.Flag("preserve_original", false) || component.Text("side") is not (null or "front"))
        {
            throw Errors.Unsupported($"[preserve_original] or [side] of filter [{component.Name}]");
        }

        return stream => new EdgeNGramTokenFilter(Version, stream, min, max);
    }
}
