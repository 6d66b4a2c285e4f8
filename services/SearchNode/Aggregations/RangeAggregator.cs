using Lucene.Net.Index;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>One bucket for each given range; a document is in all that it fits.</summary>
internal sealed class RangeAggregator(AggregationDefinition definition, FieldType? field, RangeBucket[] ranges, AggregationSet below)
    : Aggregator(definition.Name, definition.Meta)
{
    private readonly List<long> _counts = [];
    private NumberColumn? _column;

    public bool IsKeyed { get; init; }

    public double? Missing { get; init; }

    public override void SetNextReader(AtomicReaderContext context)
    {
        _column = field is null ? null : NumberColumn.Open(context.AtomicReader, field.Path);
        below.SetNextReader(context);
    }

    public override void Collect(int doc, int bucket)
    {
        var count = _column?.Load(doc) ?? 0;
        for (var range = 0; range < ranges.Length; range++)
        {
            var matches = count == 0 && Missing is { } missing && ranges[range].Contains(missing);
            for (var i = 0; i < count && !matches; i++)
            {
                matches = ranges[range].Contains(field!.ToDouble(_column![i]));
            }

            if (matches)
            {
                var ordinal = (bucket * ranges.Length) + range;
                while (_counts.Count <= ordinal)
                {
                    _counts.Add(0);
                }

                _counts[ordinal]++;
                below.Collect(doc, ordinal);
            }
        }
    }

    public override AggregationResult Result(int bucket)
    {
        var first = bucket * ranges.Length;
        var counts = ranges.Select((_, i) => first + i < _counts.Count ? _counts[first + i] : 0).ToArray();
        return new RangeResult(Name, Meta, ranges, counts) { IsKeyed = IsKeyed, Below = [.. ranges.Select((_, i) => below.Results(first + i))] };
    }
}
