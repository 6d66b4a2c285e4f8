using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Migration.SearchNode.Mapping;

/// <summary>A token stream of one term, which can be used again for another.</summary>
internal sealed class SingleTermStream : TokenStream
{
    private readonly ICharTermAttribute _characters;
    private bool _isRead;

    public SingleTermStream() => _characters = AddAttribute<ICharTermAttribute>();

    public string Term { get; set; } = string.Empty;

    public override void Reset()
    {
        base.Reset();
        _isRead = false;
    }

    public override bool IncrementToken()
    {
        if (_isRead)
        {
            return false;
        }

        ClearAttributes();
        _characters.Append(Term);
        _isRead = true;
        return true;
    }
}
