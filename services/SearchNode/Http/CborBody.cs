using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>Writes an answer as CBOR (RFC 8949): each item begins with its kind and its length or value.</summary>
internal static class CborBody
{
    private const int Positive = 0;
    private const int Negative = 1;
    private const int Text = 3;
    private const int List = 4;
    private const int Map = 5;

    public static void Write(JsonElement value, Stream stream)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Head(stream, Map, (ulong)value.EnumerateObject().Count());
                foreach (var member in value.EnumerateObject())
                {
                    String(stream, member.Name);
                    Write(member.Value, stream);
                }

                break;
            case JsonValueKind.Array:
                Head(stream, List, (ulong)value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, stream);
                }

                break;
            case JsonValueKind.String:
                String(stream, value.GetString()!);
                break;
            case JsonValueKind.Number:
                Number(stream, value);
                break;
            default:
                stream.WriteByte(value.ValueKind switch { JsonValueKind.True => 0xF5, JsonValueKind.False => 0xF4, _ => 0xF6 });
                break;
        }
    }

    private static void String(Stream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Head(stream, Text, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void Number(Stream stream, JsonElement value)
    {
        if (value.TryGetInt64(out var whole))
        {
            Head(stream, whole < 0 ? Negative : Positive, (ulong)(whole < 0 ? ~whole : whole));
            return;
        }

        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = 0xFB;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], value.GetDouble());
        stream.Write(bytes);
    }

    /// <summary>Up to 23 beside the kind, else in 1, 2, 4 or 8 bytes after it.</summary>
    private static void Head(Stream stream, int kind, ulong number)
    {
        var lead = kind << 5;
        var size = number switch { < 24 => 0, <= byte.MaxValue => 1, <= ushort.MaxValue => 2, <= uint.MaxValue => 4, _ => 8 };
        if (size == 0)
        {
            stream.WriteByte((byte)(lead | (int)number));
            return;
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        stream.WriteByte((byte)(lead | (24 + System.Numerics.BitOperations.Log2((uint)size))));
        stream.Write(bytes[^size..]);
    }
}
