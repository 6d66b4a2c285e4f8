using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>The stemmers of the languages that the marketplace speaks, as far as there are any.</summary>
internal static class Stemmers
{
    public static Func<TokenStream, TokenStream> ByLanguage(string language, string filter) => language switch
    {
        "english" or "porter" => stream => new PorterStemFilter(stream),
        "porter2" => stream => new SnowballFilter(stream, new EnglishStemmer()),
        "light_english" or "kstem" => stream => new KStemFilter(stream),
        "minimal_english" => stream => new EnglishMinimalStemFilter(stream),
        "possessive_english" => stream => new EnglishPossessiveFilter(Lucene.Net.Util.LuceneVersion.LUCENE_48, stream),
        "russian" => stream => new SnowballFilter(stream, new RussianStemmer()),
        "light_russian" => stream => new RussianLightStemFilter(stream),
        _ => throw Errors.Unsupported($"stemmer language [{language}] of filter [{filter}]"),
    };

    public static Func<TokenStream, TokenStream> Snowball(string language, string filter) => language switch
    {
        "English" => stream => new SnowballFilter(stream, new EnglishStemmer()),
        "Russian" => stream => new SnowballFilter(stream, new RussianStemmer()),
        _ => throw Errors.Unsupported($"snowball language [{language}] of filter [{filter}]"),
    };
}
