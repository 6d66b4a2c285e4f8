using System.Net;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>IPv4 and IPv6 addresses, as their 16 bytes.</summary>
internal sealed class IpFieldType : FieldType
{
    private readonly bool _ignoreMalformed;

    public IpFieldType(FieldOptions options)
        : base(options)
    {
        _ignoreMalformed = options.Flag("ignore_malformed", false);
        NullValue = options.Value("null_value");
        IsSearchable = options.Flag("index", true);
        options.Accept("store", "doc_values");
    }

    public override bool IsSearchable { get; }

    public override bool HasColumn => false;

    public override void Index(FieldValue value, DocumentSink sink)
    {
        if (!IPAddress.TryParse(value.Text, out var address))
        {
            if (_ignoreMalformed)
            {
                return;
            }

            throw Malformed(value, $"'{value.Text}' is not an IP string literal.");
        }

        sink.AddName(Path);
        if (IsSearchable)
        {
            sink.Add(new TermField(Path, Encode(address)));
        }
    }

    public override Query Term(FieldValue value, SearchScope scope)
    {
        if (!IsSearchable)
        {
            throw NotIndexed();
        }

        if (value.Text.Contains('/', StringComparison.Ordinal))
        {
            throw Errors.Unsupported($"a network mask in a term query on [{Path}]");
        }

        return new TermQuery(new Term(Path, Encode(Parse(value.Text))));
    }

    public override Query Range(RangeBounds bounds, SearchScope scope)
        => TermRangeQuery.NewStringRange(
            Path,
            bounds.Lower is { } lower ? Encode(Parse(lower.Text)) : null,
            bounds.Upper is { } upper ? Encode(Parse(upper.Text)) : null,
            bounds.IncludeLower,
            bounds.IncludeUpper);

    public override Query Exists() => new ConstantScoreQuery(new TermQuery(new Term(DocumentSink.FieldNames, Path)));

    private static string Encode(IPAddress address) => Convert.ToHexString(address.MapToIPv6().GetAddressBytes());

    private static IPAddress Parse(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw Errors.ShardIllegalArgument($"'{text}' is not an IP string literal.");
}
