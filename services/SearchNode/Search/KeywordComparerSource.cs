using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Engine;

namespace Migration.SearchNode.Search;

internal sealed class KeywordComparerSource(bool max, bool nullIsGreatest) : FieldComparerSource
{
    public override FieldComparer NewComparer(string fieldname, int numHits, int sortPos, bool reversed)
        => new KeywordComparer(fieldname, numHits, max, nullIsGreatest);

    private sealed class KeywordComparer(string path, int hits, bool max, bool nullIsGreatest)
        : FieldComparer.TermOrdValComparer(hits, path, nullIsGreatest)
    {
        /// <summary>A document's id has no column; Lucene makes one from the index when it is first asked for.</summary>
        protected override SortedDocValues GetSortedDocValues(AtomicReaderContext context, string field)
        {
            if (field is IndexFields.Id)
            {
                return FieldCache.DEFAULT.GetTermsIndex(context.AtomicReader, IndexFields.Id);
            }

            return context.AtomicReader.GetSortedSetDocValues(field) is { } values ? new OneOfMany(values, max) : DocValues.EMPTY_SORTED;
        }
    }

    /// <summary>A column of several strings seen as one: the first or the last.</summary>
    private sealed class OneOfMany(SortedSetDocValues values, bool max) : SortedDocValues
    {
        public override int ValueCount => (int)values.ValueCount;

        public override int GetOrd(int docID)
        {
            values.SetDocument(docID);
            var found = -1L;
            while (values.NextOrd() is var ord && ord != SortedSetDocValues.NO_MORE_ORDS)
            {
                found = ord;
                if (!max)
                {
                    break;
                }
            }

            return (int)found;
        }

        public override void LookupOrd(int ord, BytesRef result) => values.LookupOrd(ord, result);
    }
}
