using Lucene.Net.Analysis;

namespace Migration.SearchNode.Analysis;

/// <summary>Character filters, a tokenizer and token filters in a row.</summary>
internal sealed class ChainAnalyzer(
    IReadOnlyList<Func<TextReader, TextReader>> charFilters,
    Func<TextReader, Tokenizer> tokenizer,
    IReadOnlyList<Func<TokenStream, TokenStream>> filters,
    int positionIncrementGap) : Analyzer
{
    public override int GetPositionIncrementGap(string fieldName) => positionIncrementGap;

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var source = tokenizer(reader);
        TokenStream stream = source;
        foreach (var filter in filters)
        {
            stream = filter(stream);
        }

        return new TokenStreamComponents(source, stream);
    }

    protected override TextReader InitReader(string fieldName, TextReader reader)
    {
        foreach (var filter in charFilters)
        {
            reader = filter(reader);
        }

        return reader;
    }
}
