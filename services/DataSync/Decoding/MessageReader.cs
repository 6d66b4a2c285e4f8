using System.Buffers.Binary;
using System.Text;

namespace Migration.DataSync.Decoding;

/// <summary>Reads the fields of one message, big-endian as the protocol has them.</summary>
internal ref struct MessageReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public int Position { get; private set; }

    public byte Byte() => _message[Position++];

    public short Int16()
    {
        var value = BinaryPrimitives.ReadInt16BigEndian(_message[Position..]);
        Position += sizeof(short);
        return value;
    }

    public int Int32()
    {
        var value = BinaryPrimitives.ReadInt32BigEndian(_message[Position..]);
        Position += sizeof(int);
        return value;
    }

    public long Int64()
    {
        var value = BinaryPrimitives.ReadInt64BigEndian(_message[Position..]);
        Position += sizeof(long);
        return value;
    }

    /// <summary>Ends with a zero byte.</summary>
    public string String()
    {
        var length = _message[Position..].IndexOf((byte)0);
        var value = Encoding.UTF8.GetString(_message.Slice(Position, length));
        Position += length + 1;
        return value;
    }

    public void Skip(int bytes) => Position += bytes;

    /// <summary>Goes past a tuple: a count, then for each column n (null), u (unchanged), or b or t with length and bytes.</summary>
    public void SkipTuple()
    {
        for (var left = Int16(); left > 0; left--)
        {
            if (Byte() is (byte)'b' or (byte)'t')
            {
                Skip(Int32());
            }
        }
    }
}
