using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Analysis;
using Migration.SearchNode.Http;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Mapping;

/// <summary>Exact strings, normalised if asked for.</summary>
internal sealed class KeywordFieldType : FieldType
{
    /// <summary>Lucene refuses longer terms.</summary>
    private const int MaxTermBytes = 32766;

    private readonly int _ignoreAbove;
    private readonly Analyzer? _normalizer;
    private readonly bool _indexed;

    public KeywordFieldType(FieldOptions options, IndexAnalyzers analyzers)
        : base(options)
    {
        _indexed = options.Flag("index", true);
        HasColumn = options.Flag("doc_values", true);
        _ignoreAbove = options.Int("ignore_above") ?? int.MaxValue;
        _normalizer = options.Text("normalizer") is { } name ? analyzers.Normalizer(name, options.Path) : null;
        NullValue = options.Value("null_value");
        options.Accept("store", "eager_global_ordinals", "split_queries_on_whitespace", "boost");
        if (options.Flag("norms", false))
        {
            throw Errors.Unsupported($"[norms] on keyword field [{options.Path}]");
        }
    }

    public override bool IsSearchable => _indexed;

    public override bool HasColumn { get; }

    public override ColumnKind Column => HasColumn ? ColumnKind.Keyword : ColumnKind.None;

    public override void Index(FieldValue value, DocumentSink sink)
    {
        var text = value.Text;
        if (text.Length > _ignoreAbove)
        {
            return;
        }

        var bytes = new BytesRef(Normalize(text));
        if (bytes.Length > MaxTermBytes)
        {
            throw Errors.IllegalArgument(
                $"Document contains at least one immense term in field=\"{Path}\" (whose UTF8 encoding is longer than the max length {MaxTermBytes})");
        }

        if (_indexed)
        {
            sink.Add(new TermField(Path, bytes.Utf8ToString()));
        }

        if (HasColumn)
        {
            sink.AddKeywordColumn(Path, bytes);
        }
    }

    public override Query Term(FieldValue value, SearchScope scope)
    {
        EnsureSearchable();
        return new TermQuery(new Term(Path, Normalize(value.Text)));
    }

    public override Query Terms(IReadOnlyList<FieldValue> values, SearchScope scope)
    {
        EnsureSearchable();
        return new ConstantScoreQuery(new Lucene.Net.Queries.TermsFilter(
            values.Select(value => new Term(Path, Normalize(value.Text))).ToArray()));
    }

    public override Query Range(RangeBounds bounds, SearchScope scope)
    {
        EnsureSearchable();
        return TermRangeQuery.NewStringRange(
            Path,
            bounds.Lower is { } lower ? Normalize(lower.Text) : null,
            bounds.Upper is { } upper ? Normalize(upper.Text) : null,
            bounds.IncludeLower,
            bounds.IncludeUpper);
    }

    public override Query Prefix(string prefix, bool ignoreCase)
    {
        EnsureSearchable();
        return PrefixQueries.Make(Path, Normalize(prefix), ignoreCase);
    }

    public override Query Fuzzy(string text, Func<Term, Query> make)
    {
        EnsureSearchable();
        return make(new Term(Path, Normalize(text)));
    }

    public Analyzer? Normalizer => _normalizer;

    public string Normalize(string text) => _normalizer is null ? text : AnalyzerRunner.Single(_normalizer, Path, text);

    private void EnsureSearchable()
    {
        if (!_indexed)
        {
            throw NotIndexed();
        }
    }
}
