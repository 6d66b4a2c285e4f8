using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Migration.SearchNode.Mapping;

/// <summary>One JSON value on its way into a field or a query: a string, a number as it was written, or a boolean.</summary>
internal readonly struct FieldValue
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _raw;

    private FieldValue(JsonTokenType kind, string? text, ReadOnlyMemory<byte> raw)
    {
        Kind = kind;
        _text = text;
        _raw = raw;
    }

    public JsonTokenType Kind { get; }

    public bool IsNull => Kind is JsonTokenType.Null or JsonTokenType.None;

    public bool IsString => Kind == JsonTokenType.String;

    public string Text => _text ?? Kind switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(_raw.Span),
        _ => string.Empty,
    };

    public static FieldValue Of(string text) => new(JsonTokenType.String, text, default);

    public static FieldValue Of(bool value) => new(value ? JsonTokenType.True : JsonTokenType.False, null, default);

    public static FieldValue Of(double value)
        => new(JsonTokenType.Number, value.ToString("R", CultureInfo.InvariantCulture), default);

    public static FieldValue Of(long value) => new(JsonTokenType.Number, value.ToString(CultureInfo.InvariantCulture), default);

    /// <param name="reader">Stands on the value.</param>
    /// <param name="source">The bytes that the reader reads.</param>
    public static FieldValue Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source) => reader.TokenType switch
    {
        JsonTokenType.String => new FieldValue(JsonTokenType.String, reader.GetString(), default),
        JsonTokenType.Number => new FieldValue(
            JsonTokenType.Number, null, source.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length)),
        _ => new FieldValue(reader.TokenType, null, default),
    };

    public static FieldValue From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Of(element.GetString()!),
        JsonValueKind.Number => new FieldValue(JsonTokenType.Number, element.GetRawText(), default),
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        _ => default,
    };

    public bool TryInt64(out long value)
    {
        if (_text is not null)
        {
            return long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }

        return Utf8Parser.TryParse(_raw.Span, out value, out var consumed) && consumed == _raw.Length;
    }

    public bool TryDouble(out double value)
    {
        if (_text is not null)
        {
            return double.TryParse(_text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }

        return Utf8Parser.TryParse(_raw.Span, out value, out var consumed) && consumed == _raw.Length;
    }
}
