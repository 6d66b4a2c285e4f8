using Lucene.Net.Search;

namespace Migration.SearchNode.Search;

internal sealed class NumberComparerSource(bool max, long missing) : FieldComparerSource
{
    public override FieldComparer NewComparer(string fieldname, int numHits, int sortPos, bool reversed)
        => new NumberComparer(fieldname, numHits, max, missing);
}
