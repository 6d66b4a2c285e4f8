using System.Buffers.Binary;

namespace Migration.FaultProxy.Grpc;

/// <summary>
/// Finds where the nth message ends in a stream that comes in pieces. On the wire a message is
/// <code>compressed: 1 byte | length: 4 bytes, big endian | length bytes</code>
/// </summary>
internal sealed class MessageCut(int messages)
{
    private const int PrefixLength = 5;

    private readonly byte[] _prefix = new byte[PrefixLength];
    private int _left = messages;
    private int _prefixRead;
    private long _bodyLeft;

    /// <summary>All messages have passed that are to pass.</summary>
    public bool IsReached => _left == 0;

    /// <summary>How many of these bytes, which follow those before, lie ahead of the cut.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (taken < bytes.Length && !IsReached)
        {
            if (_prefixRead < PrefixLength)
            {
                _prefix[_prefixRead++] = bytes[taken++];
                _bodyLeft = _prefixRead == PrefixLength ? BinaryPrimitives.ReadUInt32BigEndian(_prefix.AsSpan(1)) : 0;
            }
            else
            {
                var body = (int)Math.Min(_bodyLeft, bytes.Length - taken);
                taken += body;
                _bodyLeft -= body;
            }

            if (_prefixRead == PrefixLength && _bodyLeft == 0)
            {
                _prefixRead = 0;
                _left--;
            }
        }

        return taken;
    }
}
