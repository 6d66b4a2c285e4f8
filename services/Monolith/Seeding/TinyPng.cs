using System.Buffers.Binary;

namespace Migration.Monolith.Seeding;

/// <summary>
/// A small picture of two colours. The pixels are stored, not compressed, so that the bytes do not depend on the version of a
/// compression library.
/// </summary>
internal static class TinyPng
{
    public static byte[] Create(int width, int height, ulong colours)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;

        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Stored(Pixels(width, height, colours)));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>Each line begins with its filter, 0 for none.</summary>
    private static byte[] Pixels(int width, int height, ulong colours)
    {
        var pixels = new byte[height * (1 + (3 * width))];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var colour = (x * height) < (y * width) ? colours : colours >> 24;
                var at = (y * (1 + (3 * width))) + 1 + (3 * x);
                (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)colour, (byte)(colour >> 8), (byte)(colour >> 16));
            }
        }

        return pixels;
    }

    /// <summary>zlib with one stored block: 78 01, 01, length, its complement, the bytes, Adler-32.</summary>
    private static byte[] Stored(byte[] data)
    {
        var block = new byte[data.Length + 11];
        block[0] = 0x78;
        block[1] = 0x01;
        block[2] = 0x01;
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), (ushort)data.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(5), (ushort)~data.Length);
        data.CopyTo(block, 7);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(data.Length + 7), Adler32(data));
        return block;
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> name, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        name.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32(chunk.AsSpan(4, 4 + data.Length)));
        png.Write(chunk);
    }

    private static uint Adler32(byte[] data)
    {
        var (low, high) = (1u, 0u);
        foreach (var value in data)
        {
            low = (low + value) % 65_521;
            high = (high + low) % 65_521;
        }

        return (high << 16) | low;
    }

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
