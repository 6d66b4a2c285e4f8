using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Migration.SearchNode.Engine;

/// <summary>A searcher that takes a weight already made, so that a query is not prepared twice.</summary>
internal sealed class WeightSearcher : IndexSearcher
{
    public WeightSearcher(IndexReader reader)
        : base(reader) => Similarity = Bm25.Instance;

    public void Search(Weight weight, ICollector collector) => Search(m_leafContexts, weight, collector);
}
