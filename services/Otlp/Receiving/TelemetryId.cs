using Google.Protobuf;

namespace Migration.Otlp.Receiving;

/// <summary>Trace ids (16 bytes) and span ids (8 bytes), which are never all zero.</summary>
internal static class TelemetryId
{
    private const int TraceLength = 16;
    private const int SpanLength = 8;

    /// <summary>
    /// OTLP's JSON writes ids as hexadecimal where protobuf's JSON has base64. The parser has taken the hexadecimal digits for
    /// base64; all of them are base64 digits and both lengths are multiples of four, so encoding again gives the text back.
    /// </summary>
    /// <exception cref="FormatException">It was no hexadecimal text.</exception>
    public static ByteString FromJson(ByteString misread)
        => misread.IsEmpty ? misread : ByteString.CopyFrom(Convert.FromHexString(misread.ToBase64()));

    /// <summary>Lower-case hexadecimal, null if it is no trace id.</summary>
    public static string? TraceId(ByteString id) => Hex(id, TraceLength);

    /// <summary>Lower-case hexadecimal, null if it is no span id.</summary>
    public static string? SpanId(ByteString id) => Hex(id, SpanLength);

    private static string? Hex(ByteString id, int length)
        => id.Length == length && id.Span.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(id.Span) : null;
}
