using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Migration.SearchNode.Analysis;

/// <summary>Runs an analyzer over a text.</summary>
internal static class AnalyzerRunner
{
    public static List<AnalyzedToken> Tokens(Analyzer analyzer, string field, string text)
    {
        var tokens = new List<AnalyzedToken>();
        using var stream = analyzer.GetTokenStream(field, text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var offset = stream.AddAttribute<IOffsetAttribute>();
        var increment = stream.AddAttribute<IPositionIncrementAttribute>();
        var length = stream.AddAttribute<IPositionLengthAttribute>();
        var type = stream.AddAttribute<ITypeAttribute>();
        stream.Reset();
        var position = -1;
        while (stream.IncrementToken())
        {
            position += increment.PositionIncrement;
            tokens.Add(new AnalyzedToken(term.ToString(), offset.StartOffset, offset.EndOffset, type.Type, position)
            {
                PositionLength = length.PositionLength,
            });
        }

        stream.End();
        return tokens;
    }

    /// <summary>The one token that a normalizer makes.</summary>
    public static string Single(Analyzer analyzer, string field, string text)
    {
        using var stream = analyzer.GetTokenStream(field, text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        stream.Reset();
        var result = stream.IncrementToken() ? term.ToString() : string.Empty;
        stream.End();
        return result;
    }
}
