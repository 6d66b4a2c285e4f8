using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Mapping;

/// <summary>
/// A number to be found by ranges; not stored. Lucene.NET's own field makes a token stream for every value, and making one
/// takes longer than indexing it: these share one a thread. Lucene reads a field's stream to its end before it asks for the next.
/// </summary>
internal sealed class NumberField(string name, long value) : Field(name, NumberRange.Field)
{
    [ThreadStatic]
    private static NumericTokenStream? _stream;

    public override TokenStream GetTokenStream(Analyzer analyzer)
    {
        _stream ??= new NumericTokenStream(NumberRange.PrecisionStep);
        return _stream.SetInt64Value(value);
    }
}
