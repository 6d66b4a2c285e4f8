using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Migration.SearchNode.Search;

/// <summary>Lets only documents through that score enough.</summary>
internal sealed class MinScoreCollector(ICollector inner, float least) : ICollector
{
    private Scorer _scorer = null!;

    public bool AcceptsDocsOutOfOrder => inner.AcceptsDocsOutOfOrder;

    public void SetScorer(Scorer scorer)
    {
        _scorer = new ScoreCachingWrappingScorer(scorer);
        inner.SetScorer(_scorer);
    }

    public void Collect(int doc)
    {
        if (_scorer.GetScore() >= least)
        {
            inner.Collect(doc);
        }
    }

    public void SetNextReader(AtomicReaderContext context) => inner.SetNextReader(context);
}
