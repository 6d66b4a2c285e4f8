using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Migration.SearchNode.Queries;

/// <summary>Documents themselves, without their nested objects.</summary>
internal sealed class RootDocumentsFilter : Filter
{
    public static readonly RootDocumentsFilter Instance = new();

    private RootDocumentsFilter()
    {
    }

    public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits acceptDocs)
        => BitsFilteredDocIdSet.Wrap(ParentDocuments.Of(context.AtomicReader, null), acceptDocs);
}
