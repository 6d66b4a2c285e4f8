using System.Text;
using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>
/// Writes an answer as Smile 1.0, Jackson's binary JSON: a header of four bytes that says "no shared names or values", then
/// tokens whose first byte says what follows.
/// </summary>
internal static class SmileBody
{
    private const byte EndOfText = 0xFC;

    private static ReadOnlySpan<byte> Header => ":)\n\0"u8;

    public static void Write(JsonElement value, Stream stream)
    {
        stream.Write(Header);
        Value(stream, value);
    }

    private static void Value(Stream stream, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                stream.WriteByte(0xFA);
                foreach (var member in value.EnumerateObject())
                {
                    Key(stream, member.Name);
                    Value(stream, member.Value);
                }

                stream.WriteByte(0xFB);
                break;
            case JsonValueKind.Array:
                stream.WriteByte(0xF8);
                foreach (var item in value.EnumerateArray())
                {
                    Value(stream, item);
                }

                stream.WriteByte(0xF9);
                break;
            case JsonValueKind.String:
                Text(stream, value.GetString()!);
                break;
            case JsonValueKind.Number:
                Number(stream, value);
                break;
            default:
                stream.WriteByte(value.ValueKind switch { JsonValueKind.True => 0x23, JsonValueKind.False => 0x22, _ => 0x21 });
                break;
        }
    }

    /// <summary>A name's length lies in its first byte: 1 to 64 for ASCII, 2 to 57 for other text.</summary>
    private static void Key(Stream stream, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var isAscii = bytes.Length == name.Length;
        if (bytes.Length == 0)
        {
            stream.WriteByte(0x20);
        }
        else if (bytes.Length <= (isAscii ? 64 : 57))
        {
            stream.WriteByte((byte)(isAscii ? 0x80 + bytes.Length - 1 : 0xC0 + bytes.Length - 2));
            stream.Write(bytes);
        }
        else
        {
            Long(stream, 0x34, bytes);
        }
    }

    /// <summary>Likewise for values: 1 to 64 bytes of ASCII, 2 to 65 of other text.</summary>
    private static void Text(Stream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var isAscii = bytes.Length == text.Length;
        if (bytes.Length == 0)
        {
            stream.WriteByte(0x20);
        }
        else if (bytes.Length <= (isAscii ? 64 : 65))
        {
            stream.WriteByte((byte)(isAscii ? 0x40 + bytes.Length - 1 : 0x80 + bytes.Length - 2));
            stream.Write(bytes);
        }
        else
        {
            Long(stream, isAscii ? (byte)0xE0 : (byte)0xE4, bytes);
        }
    }

    private static void Long(Stream stream, byte kind, byte[] bytes)
    {
        stream.WriteByte(kind);
        stream.Write(bytes);
        stream.WriteByte(EndOfText);
    }

    private static void Number(Stream stream, JsonElement value)
    {
        if (!value.TryGetInt64(out var whole))
        {
            Double(stream, value.GetDouble());
            return;
        }

        // Zigzag: the sign goes into the lowest bit, so that small numbers stay short.
        var folded = (ulong)((whole << 1) ^ (whole >> 63));
        if (folded < 32)
        {
            stream.WriteByte((byte)(0xC0 + folded));
            return;
        }

        stream.WriteByte(whole is >= int.MinValue and <= int.MaxValue ? (byte)0x24 : (byte)0x25);
        Variable(stream, folded);
    }

    /// <summary>Seven bits a byte, the highest first; the last byte holds six and is marked.</summary>
    private static void Variable(Stream stream, ulong number)
    {
        Span<byte> bytes = stackalloc byte[11];
        var at = bytes.Length - 1;
        bytes[at] = (byte)(0x80 | (number & 0x3F));
        for (number >>= 6; number > 0; number >>= 7)
        {
            bytes[--at] = (byte)(number & 0x7F);
        }

        stream.Write(bytes[at..]);
    }

    private static void Double(Stream stream, double number)
    {
        stream.WriteByte(0x29);
        var bits = BitConverter.DoubleToUInt64Bits(number);
        for (var shift = 63; shift >= 0; shift -= 7)
        {
            stream.WriteByte((byte)((bits >> shift) & 0x7F));
        }
    }
}
