using System.Globalization;
using Lucene.Net.Analysis;
using Lucene.Net.Documents;

namespace Migration.SearchNode.Mapping;

/// <summary>A text to be found as it is, as one term. Like <see cref="NumberField"/> these share a token stream a thread.</summary>
internal sealed class TermField(string name, string value, Field.Store store = Field.Store.NO)
    : Field(name, value, store == Field.Store.YES ? StringField.TYPE_STORED : StringField.TYPE_NOT_STORED)
{
    [ThreadStatic]
    private static SingleTermStream? _stream;

    public override TokenStream GetTokenStream(Analyzer analyzer)
    {
        _stream ??= new SingleTermStream();
        _stream.Term = GetStringValue(CultureInfo.InvariantCulture);
        return _stream;
    }
}
