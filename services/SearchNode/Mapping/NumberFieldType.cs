using System.Text.Json;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Http;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Mapping;

/// <summary>
/// The numeric types. Whatever the type, the index holds a long that sorts like the value: integers as they are, scaled
/// floats multiplied, floats by their sortable bits.
/// </summary>
internal sealed class NumberFieldType : FieldType
{
    private readonly NumberKind _kind;
    private readonly double _scale;
    private readonly bool _coerce;
    private readonly bool _ignoreMalformed;
    private readonly bool _indexed;

    public NumberFieldType(FieldOptions options, NumberKind kind)
        : base(options)
    {
        _kind = kind;
        _indexed = options.Flag("index", true);
        HasColumn = options.Flag("doc_values", true);
        _coerce = options.Flag("coerce", true);
        _ignoreMalformed = options.Flag("ignore_malformed", false);
        NullValue = options.Value("null_value");
        options.Accept("store", "boost");
        _scale = 1;
        if (kind == NumberKind.ScaledFloat)
        {
            _scale = options.Double("scaling_factor") ?? throw Errors.MapperParsing($"Field [{options.Path}] misses required parameter [scaling_factor]");
            if (!(_scale > 0) || double.IsInfinity(_scale))
            {
                throw Errors.MapperParsing($"[scaling_factor] must be a positive number, got [{_scale}]");
            }
        }
    }

    public override bool IsSearchable => _indexed;

    public override bool HasColumn { get; }

    public override ColumnKind Column => HasColumn ? ColumnKind.Number : ColumnKind.None;

    public bool IsWhole => _kind <= NumberKind.Long;

    public override void Index(FieldValue value, DocumentSink sink)
    {
        if (value.IsString && value.Text.Length == 0 && _coerce)
        {
            return;
        }

        if (!TryEncode(value, out var raw, out var why))
        {
            if (_ignoreMalformed)
            {
                return;
            }

            throw Malformed(value, why);
        }

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
        EnsureSearchable();
        var number = Number(value);
        if (IsWhole)
        {
            return number == Math.Floor(number) && TryWhole(value, number, out var whole)
                ? NumberRange.Exact(Path, whole)
                : new MatchNoneQuery();
        }

        return NumberRange.Exact(Path, EncodeFraction(number));
    }

    public override Query Range(RangeBounds bounds, SearchScope scope)
    {
        EnsureSearchable();
        var lower = bounds.Lower is { } from ? LowerBound(from, bounds.IncludeLower) : long.MinValue;
        var upper = bounds.Upper is { } to ? UpperBound(to, bounds.IncludeUpper) : long.MaxValue;
        return lower is null || upper is null || lower > upper
            ? new MatchNoneQuery()
            : NumberRange.Between(Path, lower.Value, upper.Value);
    }

    public override double ToDouble(long raw) => _kind switch
    {
        NumberKind.ScaledFloat => raw / _scale,
        NumberKind.HalfFloat or NumberKind.Float or NumberKind.Double => NumericUtils.SortableInt64ToDouble(raw),
        _ => raw,
    };

    public override void Write(Utf8JsonWriter json, long raw)
    {
        if (IsWhole)
        {
            json.WriteNumberValue(raw);
        }
        else
        {
            JsonNumbers.Write(json, ToDouble(raw));
        }
    }

    public override long ToColumn(FieldValue value, SearchScope scope)
    {
        var number = Number(value);
        if (!IsWhole)
        {
            return EncodeFraction(number);
        }

        return TryWhole(value, number, out var whole) ? whole : number < 0 ? long.MinValue : long.MaxValue;
    }

    private static bool TryWhole(FieldValue value, double number, out long whole)
    {
        if (value.TryInt64(out whole))
        {
            return true;
        }

        whole = 0;
        if (number is < -9223372036854775808.0 or >= 9223372036854775808.0)
        {
            return false;
        }

        whole = (long)number;
        return true;
    }

    private bool TryEncode(FieldValue value, out long raw, out string why)
    {
        raw = 0;
        why = $"For input string: \"{value.Text}\"";
        if (value.Kind is JsonTokenType.True or JsonTokenType.False || (value.IsString && !_coerce))
        {
            why = $"{TypeName} value passed as {(value.IsString ? "String" : "boolean")}";
            return false;
        }

        double number = 0;
        if ((!IsWhole || !value.TryInt64(out raw)) && !value.TryDouble(out number))
        {
            return false;
        }

        if (!IsWhole)
        {
            return TryEncodeFraction(number, out raw, out why);
        }

        var isWholeText = value.TryInt64(out raw);
        if (!isWholeText)
        {
            if (!double.IsFinite(number) || (number != Math.Floor(number) && !_coerce))
            {
                why = $"{value.Text} cannot be converted to {TypeName} without data loss";
                return false;
            }

            if (!TryWhole(value, number, out raw))
            {
                why = $"Value [{value.Text}] is out of range for a {TypeName}";
                return false;
            }
        }

        var (min, max) = Limits();
        why = $"Value [{value.Text}] is out of range for {(_kind == NumberKind.Integer ? "an" : "a")} {TypeName}";
        return raw >= min && raw <= max;
    }

    private bool TryEncodeFraction(double number, out long raw, out string why)
    {
        raw = 0;
        why = $"[{TypeName}] supports only finite values, but got [{JsonNumbers.Text(number)}]";
        var finite = _kind switch
        {
            NumberKind.Float => float.IsFinite((float)number),
            NumberKind.HalfFloat => Half.IsFinite((Half)number),
            _ => double.IsFinite(number),
        };
        if (!finite)
        {
            return false;
        }

        raw = EncodeFraction(number);
        return true;
    }

    private long EncodeFraction(double number) => _kind switch
    {
        NumberKind.ScaledFloat => (long)Math.Floor(Scale(number) + 0.5),
        NumberKind.Float => NumericUtils.DoubleToSortableInt64((float)number),
        NumberKind.HalfFloat => NumericUtils.DoubleToSortableInt64((double)(Half)number),
        _ => NumericUtils.DoubleToSortableInt64(number),
    };

    private long? LowerBound(FieldValue value, bool inclusive)
    {
        var number = Number(value);
        if (_kind == NumberKind.ScaledFloat)
        {
            var scaled = Scale(number);
            return (long)Math.Ceiling(inclusive ? scaled : Math.BitIncrement(scaled));
        }

        if (!IsWhole)
        {
            var raw = EncodeFraction(number);
            return inclusive ? raw : raw == long.MaxValue ? null : NextFraction(number);
        }

        if (!TryWhole(value, Math.Ceiling(number), out var whole))
        {
            return number < 0 ? long.MinValue : null;
        }

        return inclusive || number != Math.Floor(number) ? whole : whole == long.MaxValue ? null : whole + 1;
    }

    private long? UpperBound(FieldValue value, bool inclusive)
    {
        var number = Number(value);
        if (_kind == NumberKind.ScaledFloat)
        {
            var scaled = Scale(number);
            return (long)Math.Floor(inclusive ? scaled : Math.BitDecrement(scaled));
        }

        if (!IsWhole)
        {
            var raw = EncodeFraction(number);
            return inclusive ? raw : raw - 1;
        }

        if (!TryWhole(value, Math.Floor(number), out var whole))
        {
            return number < 0 ? null : long.MaxValue;
        }

        return inclusive || number != Math.Floor(number) ? whole : whole == long.MinValue ? null : whole - 1;
    }

    /// <summary>Decimal, since 19.99 times 100 is not 1999 in binary.</summary>
    private double Scale(double number)
        => Math.Abs(number) < 1e15 && _scale < 1e12 ? (double)((decimal)number * (decimal)_scale) : number * _scale;

    private long NextFraction(double number) => EncodeFraction(number) + 1;

    private (long Min, long Max) Limits() => _kind switch
    {
        NumberKind.Byte => (sbyte.MinValue, sbyte.MaxValue),
        NumberKind.Short => (short.MinValue, short.MaxValue),
        NumberKind.Integer => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    private static double Number(FieldValue value)
        => value.TryDouble(out var number) ? number : throw Errors.NumberFormat(value.Text);

    private void EnsureSearchable()
    {
        if (!_indexed)
        {
            throw NotIndexed();
        }
    }
}
