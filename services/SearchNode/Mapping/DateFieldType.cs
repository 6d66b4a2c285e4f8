using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Mapping;

/// <summary>Moments, kept as milliseconds since 1970.</summary>
internal sealed class DateFieldType : FieldType
{
    private readonly DateFormat _format;
    private readonly bool _indexed;
    private readonly bool _ignoreMalformed;

    public DateFieldType(FieldOptions options)
        : base(options)
    {
        _indexed = options.Flag("index", true);
        HasColumn = options.Flag("doc_values", true);
        _ignoreMalformed = options.Flag("ignore_malformed", false);
        _format = DateFormat.Parse(options.Text("format") ?? DateFormat.Default);
        NullValue = options.Value("null_value");
        options.Accept("store", "locale", "boost", "print_format");
    }

    public override bool IsSearchable => _indexed;

    public override bool HasColumn { get; }

    public override ColumnKind Column => HasColumn ? ColumnKind.Number : ColumnKind.None;

    public override void Index(FieldValue value, DocumentSink sink)
    {
        if (!_format.TryRead(value.Text, TimeSpan.Zero, out var moment, out _) || value.Kind is JsonTokenType.True or JsonTokenType.False)
        {
            if (_ignoreMalformed)
            {
                return;
            }

            throw Malformed(value, $"failed to parse date field [{value.Text}] with format [{_format}]");
        }

        var raw = (long)Math.Floor((moment - DateTime.UnixEpoch).TotalMilliseconds);
        if (_indexed)
        {
            sink.Add(new NumberField(Path, raw));
        }

        if (HasColumn)
        {
            sink.AddNumberColumn(Path, raw);
        }
    }

    public override Query Term(FieldValue value, SearchScope scope)
        => Range(new RangeBounds(value, true, value, true), scope);

    public override Query Range(RangeBounds bounds, SearchScope scope)
    {
        if (!_indexed)
        {
            throw NotIndexed();
        }

        var format = bounds.Format is null ? _format : DateFormat.Parse(bounds.Format);
        var zone = DateFormat.Zone(bounds.TimeZone, scope.Now);
        var lower = long.MinValue;
        var upper = long.MaxValue;
        if (bounds.Lower is { } from)
        {
            lower = DateMath.Parse(from.Text, format, scope.Now, zone, roundUp: !bounds.IncludeLower);
            lower += bounds.IncludeLower ? 0 : 1;
        }

        if (bounds.Upper is { } to)
        {
            upper = DateMath.Parse(to.Text, format, scope.Now, zone, roundUp: bounds.IncludeUpper);
            upper -= bounds.IncludeUpper ? 0 : 1;
        }

        return lower > upper ? new MatchNoneQuery() : NumberRange.Between(Path, lower, upper);
    }

    public override string Format(long raw) => _format.Write(raw);

    public override long ToColumn(FieldValue value, SearchScope scope)
        => value.TryInt64(out var raw) && value.Kind == JsonTokenType.Number
            ? raw
            : DateMath.Parse(value.Text, _format, scope.Now, TimeSpan.Zero, roundUp: false);
}
