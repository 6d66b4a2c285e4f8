using System.Globalization;
using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Mapping;

/// <summary>Whole numbers from 0 to 2^64 - 1. The index holds each with its highest bit turned, which sorts signed as the value does unsigned.</summary>
internal sealed class UnsignedLongFieldType : FieldType
{
    private const ulong HighestBit = 1UL << 63;

    private readonly bool _coerce;
    private readonly bool _ignoreMalformed;
    private readonly bool _indexed;

    public UnsignedLongFieldType(FieldOptions options)
        : base(options)
    {
        _indexed = options.Flag("index", true);
        HasColumn = options.Flag("doc_values", true);
        _coerce = options.Flag("coerce", true);
        _ignoreMalformed = options.Flag("ignore_malformed", false);
        NullValue = options.Value("null_value");
        options.Accept("store", "boost");
    }

    public override bool IsSearchable => _indexed;

    public override bool HasColumn { get; }

    public override ColumnKind Column => HasColumn ? ColumnKind.Number : ColumnKind.None;

    public override void Index(FieldValue value, DocumentSink sink)
    {
        if (value.IsString && value.Text.Length == 0 && _coerce)
        {
            return;
        }

        if (ProblemOf(value, out var number) is { } problem)
        {
            if (!_ignoreMalformed)
            {
                throw Malformed(value, problem);
            }

            return;
        }

        var raw = Encode(decimal.ToUInt64(number));
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
    {
        var number = SearchableNumber(value);
        return number == decimal.Floor(number) && number is >= 0 and <= ulong.MaxValue
            ? NumberRange.Exact(Path, Encode(decimal.ToUInt64(number)))
            : new MatchNoneQuery();
    }

    public override Query Range(RangeBounds bounds, SearchScope scope)
    {
        var lower = bounds.Lower is { } from ? Lowest(SearchableNumber(from), bounds.IncludeLower) : 0;
        var upper = bounds.Upper is { } to ? Highest(SearchableNumber(to), bounds.IncludeUpper) : ulong.MaxValue;
        return lower > upper || lower > ulong.MaxValue || upper < 0
            ? new MatchNoneQuery()
            : NumberRange.Between(Path, Encode(decimal.ToUInt64(Math.Max(lower, 0))), Encode(decimal.ToUInt64(Math.Min(upper, ulong.MaxValue))));
    }

    public override double ToDouble(long raw) => Decode(raw);

    public override void Write(Utf8JsonWriter json, long raw) => json.WriteNumberValue(Decode(raw));

    public override string Format(long raw) => Decode(raw).ToString(CultureInfo.InvariantCulture);

    /// <summary>A value beyond either end is the end.</summary>
    public override long ToColumn(FieldValue value, SearchScope scope)
        => Encode(decimal.ToUInt64(decimal.Truncate(Math.Clamp(Number(value), 0, ulong.MaxValue))));

    private static long Encode(ulong value) => unchecked((long)(value ^ HighestBit));

    private static ulong Decode(long raw) => unchecked((ulong)raw) ^ HighestBit;

    private static decimal Lowest(decimal bound, bool inclusive)
        => bound == decimal.Floor(bound) && !inclusive ? bound + 1 : decimal.Ceiling(bound);

    private static decimal Highest(decimal bound, bool inclusive)
        => bound == decimal.Floor(bound) && !inclusive ? bound - 1 : decimal.Floor(bound);

    private static bool TryNumber(FieldValue value, out decimal number)
        => decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static decimal Number(FieldValue value) => TryNumber(value, out var number) ? number : throw Errors.NumberFormat(value.Text);

    private decimal SearchableNumber(FieldValue value) => _indexed ? Number(value) : throw NotIndexed();

    /// <summary>Null where the value can be indexed.</summary>
    private string? ProblemOf(FieldValue value, out decimal number)
    {
        number = 0;
        if (value.Kind is JsonTokenType.True or JsonTokenType.False || (value.IsString && !_coerce))
        {
            return $"{TypeName} value passed as {(value.IsString ? "String" : "boolean")}";
        }

        if (!TryNumber(value, out number))
        {
            return $"For input string: \"{value.Text}\"";
        }

        if (number != decimal.Floor(number) && !_coerce)
        {
            return $"Value [{value.Text}] has a decimal part";
        }

        number = decimal.Truncate(number);
        return number is >= 0 and <= ulong.MaxValue ? null : $"Value [{value.Text}] is out of range for an unsigned long";
    }
}
