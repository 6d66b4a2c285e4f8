using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Migration.SearchNode.Aggregations;

/// <summary>The aggregations of one level.</summary>
internal sealed class AggregationSet(IReadOnlyList<Aggregator> aggregators)
{
    public static readonly AggregationSet Empty = new([]);

    public bool IsEmpty => aggregators.Count == 0;

    public ICollector Collector() => new RootCollector(this);

    public AggregationResults Results(int bucket = 0) => new([.. aggregators.Select(aggregator => aggregator.Result(bucket))]);

    public void SetNextReader(AtomicReaderContext context)
    {
        foreach (var aggregator in aggregators)
        {
            aggregator.SetNextReader(context);
        }
    }

    public void Collect(int doc, int bucket)
    {
        foreach (var aggregator in aggregators)
        {
            aggregator.Collect(doc, bucket);
        }
    }

    public Aggregator? Find(string name) => aggregators.FirstOrDefault(aggregator => string.Equals(aggregator.Name, name, StringComparison.Ordinal));

    private sealed class RootCollector(AggregationSet set) : ICollector
    {
        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer)
        {
        }

        public void Collect(int doc) => set.Collect(doc, 0);

        public void SetNextReader(AtomicReaderContext context) => set.SetNextReader(context);
    }
}
