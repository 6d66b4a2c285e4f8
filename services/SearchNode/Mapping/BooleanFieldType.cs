using System.Text.Json;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>true, false and their spellings as strings; the empty string is false, as in OpenSearch.</summary>
internal sealed class BooleanFieldType : FieldType
{
    private readonly bool _indexed;

    public BooleanFieldType(FieldOptions options)
        : base(options)
    {
        _indexed = options.Flag("index", true);
        HasColumn = options.Flag("doc_values", true);
        NullValue = options.Value("null_value");
        options.Accept("store", "boost");
    }

    public override bool IsSearchable => _indexed;

    public override bool HasColumn { get; }

    public override ColumnKind Column => HasColumn ? ColumnKind.Number : ColumnKind.None;

    public override void Index(FieldValue value, DocumentSink sink)
    {
        var flag = value.Text switch
        {
            "true" => true,
            "false" or "" => false,
            var other => throw Malformed(value, $"Failed to parse value [{other}] as only [true] or [false] are allowed."),
        };
        if (_indexed)
        {
            sink.Add(new TermField(Path, flag ? "T" : "F"));
        }

        if (HasColumn)
        {
            sink.AddNumberColumn(Path, flag ? 1 : 0);
        }
    }

    public override Query Term(FieldValue value, SearchScope scope)
    {
        if (!_indexed)
        {
            throw NotIndexed();
        }

        return new TermQuery(new Term(Path, Parse(value) ? "T" : "F"));
    }

    public override Query Range(RangeBounds bounds, SearchScope scope)
        => TermRangeQuery.NewStringRange(
            Path,
            bounds.Lower is { } lower ? Parse(lower) ? "T" : "F" : null,
            bounds.Upper is { } upper ? Parse(upper) ? "T" : "F" : null,
            bounds.IncludeLower,
            bounds.IncludeUpper);

    public override void Write(Utf8JsonWriter json, long raw) => json.WriteNumberValue(raw);

    public override string Format(long raw) => raw == 0 ? "false" : "true";

    public override long ToColumn(FieldValue value, SearchScope scope)
        => value.Text switch { "1" => 1, "0" => 0, _ => Parse(value) ? 1 : 0 };

    private static bool Parse(FieldValue value) => value.Text switch
    {
        "true" => true,
        "false" or "" => false,
        var other => throw Errors.ShardIllegalArgument($"Can't parse boolean value [{other}], expected [true] or [false]"),
    };
}
