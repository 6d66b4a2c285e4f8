using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>Documents that have a value in a field's column.</summary>
internal sealed class ColumnExistsQuery(string path, ColumnKind kind) : Query
{
    public override Query Rewrite(IndexReader reader)
        => kind == ColumnKind.None ? new MatchNoneQuery() : new ConstantScoreQuery(new ColumnFilter(path)) { Boost = Boost };

    public override string ToString(string field) => $"exists({path})";

    private sealed class ColumnFilter(string path) : Filter
    {
        public override DocIdSet? GetDocIdSet(AtomicReaderContext context, IBits acceptDocs)
        {
            var present = context.AtomicReader.GetDocsWithField(path);
            return present is null ? null : new PresentDocuments(present, context.AtomicReader.MaxDoc, acceptDocs);
        }
    }

    private sealed class PresentDocuments(IBits present, int maxDoc, IBits? acceptDocs) : FieldCacheDocIdSet(maxDoc, acceptDocs!)
    {
        protected override bool MatchDoc(int doc) => present.Get(doc);
    }
}
