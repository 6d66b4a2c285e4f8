using Lucene.Net.Index;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>stats, min, max, avg, sum and value_count: all are parts of the same count, sum, smallest and largest.</summary>
internal sealed class MetricAggregator : Aggregator
{
    private readonly string _type;
    private readonly FieldType? _field;
    private readonly double? _missing;
    private readonly List<MetricState> _buckets = [];
    private NumberColumn? _column;
    private SortedSetDocValues? _keywords;

    private MetricAggregator(AggregationDefinition definition, FieldType? field, double? missing)
        : base(definition.Name, definition.Meta)
    {
        _type = definition.Type;
        _field = field;
        _missing = missing;
    }

    public static MetricAggregator Read(AggregationDefinition definition, QueryContext context)
    {
        var options = definition.Options();
        var name = options.Text("field") ?? throw Errors.IllegalArgument($"Required one of fields [field, script], but none were specified. ([{definition.Name}])");
        var missing = options.Value("missing");
        options.RefuseUnknown();
        var field = AggregationReader.Field(name, context);
        if (field is { Column: ColumnKind.Keyword } && definition.Type is not "value_count")
        {
            throw AggregationReader.WrongType(field, definition.Type);
        }

        double? value = missing is not { } given ? null
            : field is { Column: ColumnKind.Number } ? field.ToDouble(field.ToColumn(given, context.Scope))
            : given.TryDouble(out var number) ? number
            : definition.Type is "value_count" ? 0
            : throw Errors.NumberFormat(given.Text);
        return new MetricAggregator(definition, field, value);
    }

    public override void SetNextReader(AtomicReaderContext context)
    {
        _column = _field is { Column: ColumnKind.Number } ? NumberColumn.Open(context.AtomicReader, _field.Path) : null;
        _keywords = _field is { Column: ColumnKind.Keyword } ? context.AtomicReader.GetSortedSetDocValues(_field.Path) : null;
    }

    public override void Collect(int doc, int bucket)
    {
        var state = StateOf(bucket);
        var count = _column?.Load(doc) ?? CountKeywords(doc);
        if (count == 0 && _missing is { } value)
        {
            state.Add(value);
        }

        for (var i = 0; i < count; i++)
        {
            state.Add(_column is null ? 0 : _field!.ToDouble(_column[i]));
        }
    }

    public override AggregationResult Result(int bucket)
        => new MetricResult(Name, Meta, _type, bucket < _buckets.Count ? _buckets[bucket] : new MetricState()) { Field = _field as DateFieldType };

    public override bool HasMetric(string property)
        => _type is "stats" ? property is "count" or "min" or "max" or "avg" or "sum" : property is "" or "value";

    public override double Metric(string property, int bucket)
    {
        var state = bucket < _buckets.Count ? _buckets[bucket] : new MetricState();
        return state.Value(_type is "stats" ? property : _type);
    }

    private MetricState StateOf(int bucket)
    {
        while (_buckets.Count <= bucket)
        {
            _buckets.Add(new MetricState());
        }

        return _buckets[bucket];
    }

    private int CountKeywords(int doc)
    {
        if (_keywords is null)
        {
            return 0;
        }

        var count = 0;
        _keywords.SetDocument(doc);
        while (_keywords.NextOrd() != SortedSetDocValues.NO_MORE_ORDS)
        {
            count++;
        }

        return count;
    }
}
