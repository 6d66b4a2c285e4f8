using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;

namespace Migration.SearchNode.Translog;

/// <summary>
/// One generation on disk: <c>magic 8 | synced 8</c>, then records <c>length 4 | checksum 4 | operation</c>.
/// <c>synced</c> is a length known to have reached the disk: a damage below it is a corrupt file, one above it a write that
/// nobody was told of, cut off by the end of the process.
/// </summary>
internal static class TranslogFile
{
    public const int HeaderLength = 16;
    public const int SyncedOffset = 8;
    public const int RecordHeaderLength = 8;

    private const string Suffix = ".tlog";
    private const string Prefix = "translog-";

    private static ReadOnlySpan<byte> Magic => "MIGTLOG1"u8;

    public static string PathOf(string directory, long generation)
        => Path.Combine(directory, Prefix + generation.ToString("D8", CultureInfo.InvariantCulture) + Suffix);

    public static IReadOnlyList<(long Generation, string Path)> List(string directory)
        => [.. Directory.GetFiles(directory, Prefix + "*" + Suffix)
            .Select(path => (Generation: long.Parse(Path.GetFileName(path)[Prefix.Length..^Suffix.Length], CultureInfo.InvariantCulture), Path: path))
            .OrderBy(file => file.Generation)];

    public static byte[] Header(long synced)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(SyncedOffset), synced);
        return header;
    }

    public static uint Checksum(ReadOnlySpan<byte> record) => XxHash32.HashToUInt32(record);

    /// <param name="path">The file.</param>
    /// <param name="isLast">Whether it is the newest: only there may an unfinished write stand at the end.</param>
    public static IEnumerable<TranslogOperation> Read(string path, bool isLast)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderLength && isLast)
        {
            yield break;
        }

        if (bytes.Length < HeaderLength || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new TranslogCorruptedException(path, 0, "it does not start as a translog does");
        }

        var synced = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(SyncedOffset));
        if (synced > bytes.Length)
        {
            throw new TranslogCorruptedException(path, bytes.Length, $"it is shorter than the {synced} bytes that were written");
        }

        for (long at = HeaderLength; at < bytes.Length;)
        {
            var record = Record(bytes, at, out var problem);
            if (record.IsEmpty)
            {
                if (isLast && at >= synced)
                {
                    yield break;
                }

                throw new TranslogCorruptedException(path, at, problem);
            }

            yield return TranslogOperation.Read(record);
            at += RecordHeaderLength + record.Length;
        }
    }

    private static ReadOnlyMemory<byte> Record(byte[] bytes, long at, out string problem)
    {
        problem = "a record is cut off";
        if (at + RecordHeaderLength > bytes.Length)
        {
            return default;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan((int)at));
        if (length <= 0 || at + RecordHeaderLength + length > bytes.Length)
        {
            return default;
        }

        var record = bytes.AsMemory((int)at + RecordHeaderLength, length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)at + sizeof(int))) != Checksum(record.Span))
        {
            problem = "a record does not fit its checksum";
            return default;
        }

        return record;
    }
}
