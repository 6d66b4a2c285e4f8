using System.Buffers.Binary;
using System.Text;

namespace Migration.SearchNode.Translog;

/// <summary>One write as the translog keeps it.</summary>
internal sealed record TranslogOperation(TranslogKind Kind, string Id, long SeqNo, long PrimaryTerm, long Version)
{
    private const int FixedLength = 1 + (4 * sizeof(long)) + (3 * sizeof(int));

    /// <summary>Milliseconds since 1970; how long a delete is remembered counts from here.</summary>
    public long Timestamp { get; init; }

    public string? Routing { get; init; }

    public ReadOnlyMemory<byte> Source { get; init; }

    public int Length => FixedLength + Encoding.UTF8.GetByteCount(Id) + (Routing is null ? 0 : Encoding.UTF8.GetByteCount(Routing)) + Source.Length;

    /// <summary>
    /// kind 1 | seqNo 8 | term 8 | version 8 | timestamp 8 | id length 4, id | routing length 4 (-1: none), routing | source length 4, source.
    /// </summary>
    public void Write(Span<byte> target)
    {
        target[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(target[1..], SeqNo);
        BinaryPrimitives.WriteInt64LittleEndian(target[9..], PrimaryTerm);
        BinaryPrimitives.WriteInt64LittleEndian(target[17..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(target[25..], Timestamp);
        var at = WriteText(target, 33, Id);
        at = WriteText(target, at, Routing);
        BinaryPrimitives.WriteInt32LittleEndian(target[at..], Source.Length);
        Source.Span.CopyTo(target[(at + sizeof(int))..]);
    }

    public static TranslogOperation Read(ReadOnlyMemory<byte> record)
    {
        var span = record.Span;
        var id = ReadText(span, 33, out var at) ?? throw new InvalidDataException("an operation without an id");
        var routing = ReadText(span, at, out at);
        var length = BinaryPrimitives.ReadInt32LittleEndian(span[at..]);
        return new TranslogOperation(
            (TranslogKind)span[0],
            id,
            BinaryPrimitives.ReadInt64LittleEndian(span[1..]),
            BinaryPrimitives.ReadInt64LittleEndian(span[9..]),
            BinaryPrimitives.ReadInt64LittleEndian(span[17..]))
        {
            Timestamp = BinaryPrimitives.ReadInt64LittleEndian(span[25..]),
            Routing = routing,
            Source = record.Slice(at + sizeof(int), length),
        };
    }

    private static int WriteText(Span<byte> target, int at, string? text)
    {
        var length = text is null ? -1 : Encoding.UTF8.GetBytes(text, target[(at + sizeof(int))..]);
        BinaryPrimitives.WriteInt32LittleEndian(target[at..], length);
        return at + sizeof(int) + Math.Max(length, 0);
    }

    private static string? ReadText(ReadOnlySpan<byte> record, int at, out int next)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(record[at..]);
        at += sizeof(int);
        next = at + Math.Max(length, 0);
        return length < 0 ? null : Encoding.UTF8.GetString(record.Slice(at, length));
    }
}
