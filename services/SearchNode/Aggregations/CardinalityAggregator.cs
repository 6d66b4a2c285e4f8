using Lucene.Net.Index;
using Lucene.Net.Util;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>Counts distinct values, exactly: OpenSearch estimates beyond its precision threshold.</summary>
internal sealed class CardinalityAggregator : Aggregator
{
    private readonly FieldType? _field;
    private readonly string? _missing;
    private readonly List<HashSet<string>> _keywordBuckets = [];
    private readonly List<HashSet<long>> _numberBuckets = [];
    private readonly Dictionary<long, string> _terms = [];
    private NumberColumn? _numbers;
    private SortedSetDocValues? _keywords;

    private CardinalityAggregator(AggregationDefinition definition, FieldType? field, string? missing)
        : base(definition.Name, definition.Meta)
    {
        _field = field;
        _missing = missing;
    }

    public static CardinalityAggregator Read(AggregationDefinition definition, QueryContext context)
    {
        var options = definition.Options();
        var name = options.Text("field") ?? throw Errors.IllegalArgument($"Required one of fields [field, script], but none were specified. ([{definition.Name}])");
        var missing = options.Text("missing");
        _ = options.Int("precision_threshold", 3000);
        _ = options.Text("execution_hint");
        options.RefuseUnknown();
        return new CardinalityAggregator(definition, AggregationReader.Field(name, context), missing);
    }

    public override void SetNextReader(AtomicReaderContext context)
    {
        _terms.Clear();
        _numbers = _field is { Column: ColumnKind.Number } ? NumberColumn.Open(context.AtomicReader, _field.Path) : null;
        _keywords = _field is { Column: ColumnKind.Keyword } ? context.AtomicReader.GetSortedSetDocValues(_field.Path) : null;
    }

    public override void Collect(int doc, int bucket)
    {
        while (_keywordBuckets.Count <= bucket)
        {
            _keywordBuckets.Add(new HashSet<string>(StringComparer.Ordinal));
            _numberBuckets.Add([]);
        }

        var any = false;
        var count = _numbers?.Load(doc) ?? 0;
        for (var i = 0; i < count; i++)
        {
            _numberBuckets[bucket].Add(_numbers![i]);
            any = true;
        }

        _keywords?.SetDocument(doc);
        while (_keywords is not null && _keywords.NextOrd() is var ord && ord != SortedSetDocValues.NO_MORE_ORDS)
        {
            _keywordBuckets[bucket].Add(TermOf(ord));
            any = true;
        }

        if (!any && _missing is not null)
        {
            _keywordBuckets[bucket].Add(_missing);
        }
    }

    public override AggregationResult Result(int bucket)
        => bucket < _keywordBuckets.Count
            ? new CardinalityResult(Name, Meta, _keywordBuckets[bucket], _numberBuckets[bucket])
            : new CardinalityResult(Name, Meta, [], []);

    public override bool HasMetric(string property) => property is "" or "value";

    public override double Metric(string property, int bucket)
        => bucket < _keywordBuckets.Count ? _keywordBuckets[bucket].Count + _numberBuckets[bucket].Count : 0;

    private string TermOf(long ord)
    {
        if (!_terms.TryGetValue(ord, out var term))
        {
            var bytes = new BytesRef();
            _keywords!.LookupOrd(ord, bytes);
            _terms[ord] = term = bytes.Utf8ToString();
        }

        return term;
    }
}
