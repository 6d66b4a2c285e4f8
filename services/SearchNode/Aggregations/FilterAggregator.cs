using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>One bucket: the documents that a query matches too.</summary>
internal sealed class FilterAggregator : Aggregator
{
    private readonly AggregationSet _below;
    private readonly QueryWrapperFilter _filter;
    private readonly List<long> _counts = [];
    private FixedBitSet _matches = new(1);

    public FilterAggregator(AggregationDefinition definition, AggregationSet below, QueryContext context)
        : base(definition.Name, definition.Meta)
    {
        _below = below;
        _filter = new QueryWrapperFilter(QueryReaders.Read(definition.Body, context));
    }

    public override void SetNextReader(AtomicReaderContext context)
    {
        _matches = new FixedBitSet(Math.Max(1, context.AtomicReader.MaxDoc));
        var found = _filter.GetDocIdSet(context, context.AtomicReader.LiveDocs)?.GetIterator();
        if (found is not null)
        {
            _matches.Or(found);
        }

        _below.SetNextReader(context);
    }

    public override void Collect(int doc, int bucket)
    {
        if (!_matches.Get(doc))
        {
            return;
        }

        while (_counts.Count <= bucket)
        {
            _counts.Add(0);
        }

        _counts[bucket]++;
        _below.Collect(doc, bucket);
    }

    public override AggregationResult Result(int bucket)
        => new FilterResult(Name, Meta, bucket < _counts.Count ? _counts[bucket] : 0, _below.Results(bucket));

    public override bool HasMetric(string property) => property is "_count";

    public override double Metric(string property, int bucket) => bucket < _counts.Count ? _counts[bucket] : 0;
}
