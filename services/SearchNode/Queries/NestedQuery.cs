using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Migration.SearchNode.Queries;

/// <summary>Joins matches among nested objects to the documents, or outer objects, that hold them.</summary>
internal sealed class NestedQuery(Query children, string? parentPath, NestedScore mode) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) => new NestedWeight(this, children.CreateWeight(searcher));

    public override Query Rewrite(IndexReader reader)
    {
        var rewritten = children.Rewrite(reader);
        return ReferenceEquals(rewritten, children) ? this : new NestedQuery(rewritten, parentPath, mode) { Boost = Boost };
    }

    public override void ExtractTerms(ISet<Term> terms) => children.ExtractTerms(terms);

    public override string ToString(string field) => $"nested({children})";

    private sealed class NestedWeight(NestedQuery query, Weight child) : Weight
    {
        public override Query Query => query;

        public override float GetValueForNormalization() => child.GetValueForNormalization() * query.Boost * query.Boost;

        public override void Normalize(float norm, float topLevelBoost) => child.Normalize(norm, topLevelBoost * query.Boost);

        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs)
        {
            // What is accepted is said of the parents; the objects need only be alive.
            var scorer = child.GetScorer(context, context.AtomicReader.LiveDocs);
            return scorer is null
                ? null
                : new NestedScorer(this, scorer, ParentDocuments.Of(context.AtomicReader, query.ParentPath), query.Mode) { AcceptDocs = acceptDocs };
        }

        public override Explanation Explain(AtomicReaderContext context, int doc) => new(0, "nested");
    }

    private string? ParentPath => parentPath;

    private NestedScore Mode => mode;
}
