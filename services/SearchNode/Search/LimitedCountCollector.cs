using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Migration.SearchNode.Search;

/// <summary>Counts hits up to a limit; after that the rest is not looked at.</summary>
internal sealed class LimitedCountCollector(long limit) : ICollector
{
    public long Hits { get; private set; }

    public bool IsCutShort { get; private set; }

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer)
    {
        // Nothing here depends on scores.
    }

    public void SetNextReader(AtomicReaderContext context)
    {
        // Nor on where a document lies.
    }

    public void Collect(int doc)
    {
        if (Hits == limit)
        {
            IsCutShort = true;
            throw new CollectionTerminatedException();
        }

        Hits++;
    }
}
