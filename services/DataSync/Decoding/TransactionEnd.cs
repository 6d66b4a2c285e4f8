using System.Runtime.InteropServices;

namespace Migration.DataSync.Decoding;

/// <summary>C: flags, the commit's position, the position after it, the time in microseconds since 2000.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TransactionEnd(ulong Position, DateTimeOffset CommittedAt)
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TransactionEnd Read(ReadOnlySpan<byte> message)
    {
        var reader = new MessageReader(message);
        reader.Skip(2 + sizeof(long));
        var end = (ulong)reader.Int64();
        return new TransactionEnd(end, Epoch.AddTicks(reader.Int64() * TimeSpan.TicksPerMicrosecond));
    }
}
