using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>Stop words, listed or by a language's name such as <c>_english_</c>.</summary>
internal static class StopWords
{
    public static CharArraySet Read(IReadOnlyList<string> words, bool ignoreCase = false)
    {
        var set = new CharArraySet(LuceneVersion.LUCENE_48, Math.Max(words.Count, 1), ignoreCase);
        foreach (var word in words.SelectMany(word => word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            switch (word)
            {
                case "_none_":
                    break;
                case "_english_":
                    set.UnionWith(EnglishAnalyzer.DefaultStopSet);
                    break;
                case "_russian_":
                    set.UnionWith(RussianAnalyzer.DefaultStopSet);
                    break;
                case ['_', .., '_']:
                    throw Errors.Unsupported($"stop words [{word}]");
                default:
                    set.Add(word);
                    break;
            }
        }

        return set;
    }
}
