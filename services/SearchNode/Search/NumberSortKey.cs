using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Search;

/// <summary>A field of numbers, dates or booleans.</summary>
internal sealed class NumberSortKey : SortKey
{
    private readonly FieldType _field;
    private readonly bool _max;
    private readonly long _missing;
    private readonly DateFormat? _format;

    public NumberSortKey(FieldType field, SortSpec spec, SearchScope scope)
        : base(spec.Descending)
    {
        _field = field;
        _max = spec.Mode is null ? spec.Descending : spec.Mode is "max";
        _format = spec.Format is { } format && field is DateFieldType ? DateFormat.Parse(format) : null;
        _missing = spec.Missing switch
        {
            null => Last,
            { Text: "_last" } => Last,
            { Text: "_first" } => Descending ? long.MaxValue : long.MinValue,
            { } value => field.ToColumn(value, scope),
        };
    }

    /// <summary>The value behind all others.</summary>
    private long Last => Descending ? long.MinValue : long.MaxValue;

    public override SortField ToLucene() => new(_field.Path, new NumberComparerSource(_max, _missing), Descending);

    public override void Write(Utf8JsonWriter json, object? value)
    {
        var raw = ToInt64(value);
        if (raw is long.MaxValue or long.MinValue && _field is not UnsignedLongFieldType)
        {
            if (_field is NumberFieldType { IsWhole: false })
            {
                json.WriteStringValue(raw > 0 ? "Infinity" : "-Infinity");
            }
            else
            {
                json.WriteNumberValue(raw);
            }
        }
        else if (_format is not null)
        {
            json.WriteStringValue(_format.Write(raw));
        }
        else
        {
            _field.Write(json, raw);
        }
    }

    public override object ReadAfter(JsonElement value, SearchScope scope)
    {
        var after = FieldValue.From(value);
        var raw = after.IsNull ? Last
            : after.Text is "Infinity" or "9223372036854775807" ? long.MaxValue
            : after.Text is "-Infinity" or "-9223372036854775808" ? long.MinValue
            : _format is not null ? DateMath.Parse(after.Text, _format, scope.Now, TimeSpan.Zero, roundUp: false)
            : Column(after, scope);
        return J2N.Numerics.Int64.GetInstance(raw);
    }

    public override int Compare(object? left, object? right) => ToInt64(left).CompareTo(ToInt64(right));

    private long Column(FieldValue after, SearchScope scope)
    {
        try
        {
            return _field.ToColumn(after, scope);
        }
        catch (OpenSearchException wrong)
        {
            throw Errors.IllegalArgument($"Failed to parse search_after value for field [{_field.Path}]: {wrong.Message}");
        }
    }

    private static long ToInt64(object? value) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
}
