using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Analysis;
using Migration.SearchNode.Http;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Mapping;

/// <summary>Analysed text.</summary>
internal sealed class TextFieldType : FieldType
{
    public const int DefaultPositionIncrementGap = 100;

    private readonly Lucene.Net.Documents.FieldType _lucene;
    private readonly bool _indexed;

    public TextFieldType(FieldOptions options, IndexAnalyzers analyzers)
        : base(options)
    {
        _indexed = options.Flag("index", true);
        var indexName = options.Text("analyzer");
        var searchName = options.Text("search_analyzer");
        var quoteName = options.Text("search_quote_analyzer");
        IndexAnalyzer = analyzers.Named(indexName ?? IndexAnalyzers.Default, options.Path);
        SearchAnalyzer = searchName is not null ? analyzers.Named(searchName, options.Path)
            : indexName is not null ? IndexAnalyzer
            : analyzers.Named(analyzers.DefaultSearch, options.Path);
        QuoteAnalyzer = quoteName is not null ? analyzers.Named(quoteName, options.Path) : SearchAnalyzer;
        PositionIncrementGap = options.Int("position_increment_gap") ?? DefaultPositionIncrementGap;
        HasNorms = options.Flag("norms", true);
        options.Accept("store", "index_phrases", "index_prefixes", "term_vector", "eager_global_ordinals", "boost");
        HasFieldData = options.Flag("fielddata", false);

        _lucene = LuceneType(options.Text("index_options"), options.Path);
    }

    public Analyzer IndexAnalyzer { get; }

    public Analyzer SearchAnalyzer { get; }

    public Analyzer QuoteAnalyzer { get; }

    public int PositionIncrementGap { get; }

    public bool HasNorms { get; }

    /// <summary>Taken for mappings that carry it; whoever then aggregates or sorts by the field is refused.</summary>
    public bool HasFieldData { get; }

    public bool HasPositions => _lucene.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS;

    public override bool IsSearchable => _indexed;

    public override bool HasColumn => false;

    public override void Index(FieldValue value, DocumentSink sink)
    {
        sink.AddName(Path);
        if (_indexed)
        {
            sink.Add(new Field(Path, value.Text, _lucene));
        }
    }

    public override Query Term(FieldValue value, SearchScope scope)
    {
        EnsureSearchable();
        return new TermQuery(new Term(Path, value.Text));
    }

    public override Query Prefix(string prefix, bool ignoreCase)
    {
        EnsureSearchable();
        return PrefixQueries.Make(Path, prefix, ignoreCase);
    }

    public override Query Fuzzy(string text, Func<Term, Query> make)
    {
        EnsureSearchable();
        return make(new Term(Path, text));
    }

    public override Query Range(RangeBounds bounds, SearchScope scope)
    {
        EnsureSearchable();
        return TermRangeQuery.NewStringRange(Path, bounds.Lower?.Text, bounds.Upper?.Text, bounds.IncludeLower, bounds.IncludeUpper);
    }

    public override Query Exists() => new ConstantScoreQuery(new TermQuery(new Term(DocumentSink.FieldNames, Path)));

    private Lucene.Net.Documents.FieldType LuceneType(string? options, string path)
    {
        var type = new Lucene.Net.Documents.FieldType
        {
            IsIndexed = true,
            IsTokenized = true,
            OmitNorms = !HasNorms,
            IndexOptions = options switch
            {
                null or "positions" => IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
                "docs" => IndexOptions.DOCS_ONLY,
                "freqs" => IndexOptions.DOCS_AND_FREQS,
                "offsets" => IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS,
                _ => throw Errors.MapperParsing($"Unknown value [{options}] for field [index_options] - accepted values are [docs, freqs, positions, offsets] ({path})"),
            },
        };
        type.Freeze();
        return type;
    }

    private void EnsureSearchable()
    {
        if (!_indexed)
        {
            throw NotIndexed();
        }
    }
}
