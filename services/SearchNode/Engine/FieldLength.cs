using System.Numerics;

namespace Migration.SearchNode.Engine;

/// <summary>
/// A field's length in one byte: exact up to 40, then with four significant bits, so that a longer field never looks shorter.
/// </summary>
internal static class FieldLength
{
    private static readonly int FreeValues = 255 - EncodeLong(int.MaxValue);

    public static byte Encode(int length)
        => (byte)(length < FreeValues ? length : FreeValues + EncodeLong(length - FreeValues));

    public static int Decode(byte encoded)
        => encoded < FreeValues ? encoded : FreeValues + (int)DecodeLong(encoded - FreeValues);

    private static int EncodeLong(long value)
    {
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)value);
        if (bits < 4)
        {
            return (int)value;
        }

        var shift = bits - 4;
        return ((int)(value >> shift) & 0x07) | ((shift + 1) << 3);
    }

    private static long DecodeLong(int encoded)
    {
        long bits = encoded & 0x07;
        var shift = (encoded >> 3) - 1;
        return shift < 0 ? bits : (bits | 0x08) << shift;
    }
}
