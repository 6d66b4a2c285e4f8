using System.Buffers;
using System.Buffers.Binary;

namespace Migration.DataSync.Decoding;

/// <summary>
/// A row as it lies in its message: nothing is decoded, for the bytes of a column are the same in a binary COPY. A column whose large
/// value did not change is not in the new image; the old one of the same message has it, since the tables' replica identity is full.
/// </summary>
internal readonly struct RowImage(byte[] message, int offset, int fallback)
{
    private const int Absent = -1;

    public int Bytes => message.Length;

    public static RowImage Of(byte[] message, int offset, int fallback = Absent) => new(message, offset, fallback);

    /// <summary>Start and length of each column's bytes; length -1 is null.</summary>
    public void Locate(Span<(int Start, int Length)> columns)
    {
        Locate(message, offset, columns, unchanged: -2);
        if (fallback == Absent)
        {
            return;
        }

        Span<(int Start, int Length)> old = stackalloc (int, int)[columns.Length];
        Locate(message, fallback, old, unchanged: -1);
        for (var column = 0; column < columns.Length; column++)
        {
            if (columns[column].Length == -2)
            {
                columns[column] = old[column];
            }
        }
    }

    /// <summary>A whole number that is a key.</summary>
    public long Key(ReadOnlySpan<(int Start, int Length)> columns, int column)
    {
        var (start, length) = columns[column];
        var bytes = message.AsSpan(start, Math.Max(length, 0));
        return length switch
        {
            2 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            8 => BinaryPrimitives.ReadInt64BigEndian(bytes),
            _ => throw new InvalidDataException($"A key of {length} bytes is no whole number."),
        };
    }

    /// <summary>The chosen columns as a row of a binary COPY, the commit's position last.</summary>
    public void WriteTo(IBufferWriter<byte> copy, ReadOnlySpan<(int Start, int Length)> columns, ReadOnlySpan<int> chosen, ulong position)
    {
        var size = sizeof(short) + sizeof(int) + sizeof(ulong);
        foreach (var column in chosen)
        {
            size += sizeof(int) + Math.Max(columns[column].Length, 0);
        }

        var row = copy.GetSpan(size);
        BinaryPrimitives.WriteInt16BigEndian(row, (short)(chosen.Length + 1));
        var at = sizeof(short);
        foreach (var column in chosen)
        {
            var (start, length) = columns[column];
            BinaryPrimitives.WriteInt32BigEndian(row[at..], length < 0 ? -1 : length);
            at += sizeof(int);
            if (length > 0)
            {
                message.AsSpan(start, length).CopyTo(row[at..]);
                at += length;
            }
        }

        BinaryPrimitives.WriteInt32BigEndian(row[at..], sizeof(ulong));
        BinaryPrimitives.WriteUInt64BigEndian(row[(at + sizeof(int))..], position);
        copy.Advance(size);
    }

    /// <summary>Whether both hold the same values.</summary>
    public bool Same(RowImage other, int columnCount)
    {
        Span<(int Start, int Length)> mine = stackalloc (int, int)[columnCount];
        Span<(int Start, int Length)> theirs = stackalloc (int, int)[columnCount];
        Locate(mine);
        other.Locate(theirs);
        for (var column = 0; column < columnCount; column++)
        {
            if (!Value(mine[column]).SequenceEqual(other.Value(theirs[column])) || mine[column].Length != theirs[column].Length)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Marks which of the chosen columns have another value than in the other image.</summary>
    public void MarkDifferences(RowImage other, int columnCount, ReadOnlySpan<int> chosen, Span<bool> differs)
    {
        Span<(int Start, int Length)> mine = stackalloc (int, int)[columnCount];
        Span<(int Start, int Length)> theirs = stackalloc (int, int)[columnCount];
        Locate(mine);
        other.Locate(theirs);
        for (var n = 0; n < chosen.Length; n++)
        {
            differs[n] = differs[n] || mine[chosen[n]].Length != theirs[chosen[n]].Length
                || !Value(mine[chosen[n]]).SequenceEqual(other.Value(theirs[chosen[n]]));
        }
    }

    private ReadOnlySpan<byte> Value((int Start, int Length) column) => message.AsSpan(column.Start, Math.Max(column.Length, 0));

    private static void Locate(byte[] message, int offset, Span<(int Start, int Length)> columns, int unchanged)
    {
        var reader = new MessageReader(message);
        reader.Skip(offset);
        var count = reader.Int16();
        for (var column = 0; column < count; column++)
        {
            switch (reader.Byte())
            {
                case (byte)'n':
                    columns[column] = (0, -1);
                    break;
                case (byte)'u':
                    columns[column] = (0, unchanged);
                    break;
                default:
                    var length = reader.Int32();
                    columns[column] = (reader.Position, length);
                    reader.Skip(length);
                    break;
            }
        }
    }
}
