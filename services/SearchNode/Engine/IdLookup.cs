using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Migration.SearchNode.Engine;

/// <summary>Finds documents of one reader by id, newest segment first.</summary>
internal sealed class IdLookup
{
    private readonly (AtomicReader Segment, TermsEnum? Terms)[] _segments;
    private readonly BytesRef _term = new();
    private DocsEnum? _docs;

    public IdLookup(DirectoryReader reader)
    {
        var leaves = reader.Leaves;
        _segments = new (AtomicReader, TermsEnum?)[leaves.Count];
        for (var i = 0; i < leaves.Count; i++)
        {
            var segment = leaves[leaves.Count - 1 - i].AtomicReader;
            _segments[i] = (segment, segment.GetTerms(IndexFields.Id)?.GetEnumerator());
        }
    }

    public StoredVersion? Find(string id)
    {
        _term.CopyChars(id);
        foreach (var (segment, terms) in _segments)
        {
            if (terms is null || !terms.SeekExact(_term))
            {
                continue;
            }

            // Of a document with nested objects, the document itself comes last.
            _docs = terms.Docs(segment.LiveDocs, _docs, DocsFlags.NONE);
            var found = -1;
            while (_docs.NextDoc() is var document && document != DocIdSetIterator.NO_MORE_DOCS)
            {
                found = document;
            }

            if (found >= 0)
            {
                return new StoredVersion(
                    segment,
                    found,
                    segment.GetNumericDocValues(IndexFields.Version).Get(found),
                    segment.GetNumericDocValues(IndexFields.SeqNo).Get(found),
                    segment.GetNumericDocValues(IndexFields.PrimaryTerm).Get(found));
            }
        }

        return null;
    }
}
