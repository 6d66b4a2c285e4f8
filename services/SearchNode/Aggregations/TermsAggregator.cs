using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>One bucket for each value of a field.</summary>
internal sealed class TermsAggregator(TermsOptions options, AggregationSet below) : Aggregator(options.Name, options.Meta)
{
    /// <summary>In the place of a bucket's number: the value is none of those asked for.</summary>
    private const int Refused = -1;

    private readonly Dictionary<(int Parent, BucketKey Key), int> _ordinals = [];
    private readonly List<(BucketKey Key, long Count)> _buckets = [];
    private readonly Dictionary<int, List<int>> _byParent = [];

    /// <summary>Within a segment a string is first seen as a number; the buckets it belongs to are looked up only once.</summary>
    private readonly Dictionary<(int Parent, long Ord), int> _bucketOfOrd = [];
    private int[] _bucketOfRootOrd = [];
    private NumberColumn? _numbers;
    private SortedSetDocValues? _keywords;

    public override void SetNextReader(AtomicReaderContext context)
    {
        _numbers = options.Field is { Column: ColumnKind.Number } ? NumberColumn.Open(context.AtomicReader, options.Field.Path) : null;
        _keywords = options.Field is { Column: ColumnKind.Keyword } ? context.AtomicReader.GetSortedSetDocValues(options.Field.Path) : null;
        _bucketOfOrd.Clear();
        _bucketOfRootOrd = _keywords is null ? [] : new int[_keywords.ValueCount];
        below.SetNextReader(context);
    }

    public override void Collect(int doc, int bucket)
    {
        var found = false;
        if (_keywords is not null)
        {
            _keywords.SetDocument(doc);
            while (_keywords.NextOrd() is var ord && ord != SortedSetDocValues.NO_MORE_ORDS)
            {
                found = true;
                Add(doc, BucketOfOrd(bucket, ord));
            }
        }
        else if (_numbers is not null)
        {
            var count = _numbers.Load(doc);
            found = count > 0;
            for (var i = 0; i < count; i++)
            {
                // A document counts once, however often it holds the value.
                if (i == 0 || _numbers[i] != _numbers[i - 1])
                {
                    Add(doc, BucketOf(bucket, new BucketKey(null, _numbers[i])));
                }
            }
        }

        if (!found && options.Missing is { } missing)
        {
            Add(doc, BucketOf(bucket, missing));
        }
    }

    public override AggregationResult Result(int bucket)
    {
        var comparer = new TermsBucketComparer(options.Orders);
        var needsMetrics = options.Orders.Any(order => order.IsMetric);
        var ordinals = _byParent.GetValueOrDefault(bucket) ?? [];
        var candidates = ordinals.Select(ordinal => (
            Ordinal: ordinal,
            Bucket: new TermsBucket(_buckets[ordinal].Key, _buckets[ordinal].Count, None, needsMetrics ? OrderValues(ordinal) : [])));
        var ordered = candidates.OrderBy(candidate => candidate.Bucket, comparer).Take(options.ShardSize).ToArray();
        var shown = ordered.Select(candidate => candidate.Bucket with { Below = below.Results(candidate.Ordinal) }).ToArray();
        var others = ordinals.Sum(ordinal => _buckets[ordinal].Count) - shown.Sum(term => term.Count);
        return new TermsResult(options, shown, others) { Error = shown.Length < ordinals.Count ? shown[^1].Count : 0 };
    }

    private static readonly AggregationResults None = new([]);

    private double[] OrderValues(int ordinal)
        => [.. options.Orders.Select(order => order.IsMetric ? below.Find(order.Aggregation)!.Metric(order.Property, ordinal) : 0)];

    private void Add(int doc, int ordinal)
    {
        if (ordinal == Refused)
        {
            return;
        }

        CollectionsMarshal.AsSpan(_buckets)[ordinal].Count++;
        below.Collect(doc, ordinal);
    }

    private int BucketOfOrd(int parent, long ord)
    {
        if (parent == 0)
        {
            // Kept plus two, so that a fresh array says "not looked up yet" and one says "refused".
            ref var known = ref _bucketOfRootOrd[ord];
            if (known == 0)
            {
                known = BucketOf(0, KeyOf(ord)) + 2;
            }

            return known - 2;
        }

        if (!_bucketOfOrd.TryGetValue((parent, ord), out var bucket))
        {
            _bucketOfOrd[(parent, ord)] = bucket = BucketOf(parent, KeyOf(ord));
        }

        return bucket;
    }

    private BucketKey KeyOf(long ord)
    {
        var bytes = new BytesRef();
        _keywords!.LookupOrd(ord, bytes);
        return new BucketKey(bytes.Utf8ToString(), 0);
    }

    private int BucketOf(int parent, BucketKey key)
    {
        if (options.Selection is { } selection && !selection.Holds(key))
        {
            return Refused;
        }

        ref var ordinal = ref CollectionsMarshal.GetValueRefOrAddDefault(_ordinals, (parent, key), out var exists);
        if (!exists)
        {
            ordinal = _buckets.Count;
            _buckets.Add((key, 0));
            if (!_byParent.TryGetValue(parent, out var siblings))
            {
                _byParent[parent] = siblings = [];
            }

            siblings.Add(ordinal);
        }

        return ordinal;
    }
}
