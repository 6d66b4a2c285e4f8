using System.Buffers.Binary;
using Google.Protobuf;
using Migration.Otlp.Protos;

namespace Migration.Otlp.Archiving;

/// <summary>
/// Keeps the newest of what was received as it came, to be written into a file at the end. Cheap, for it is used while others measure:
/// each request is copied once. Read such a file with <see cref="TelemetryArchiveFile"/>.
/// </summary>
public sealed class TelemetryArchive(long maxBytes = TelemetryArchive.DefaultMaxBytes)
{
    public const long DefaultMaxBytes = 32L << 20;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _frames = new();
    private long _bytes;

    /// <summary>Requests that had to make room for newer ones.</summary>
    public long Dropped { get; private set; }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _frames.Count == 0;
            }
        }
    }

    /// <summary>Writes what is kept. The file is there whole or not at all.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken = default)
    {
        byte[][] frames;
        lock (_gate)
        {
            frames = [.. _frames];
        }

        var half = $"{path}.{Guid.NewGuid():N}.tmp";
        await using (var file = File.Create(half))
        {
            await file.WriteAsync(ArchiveFormat.Header.ToArray(), cancellationToken);
            foreach (var frame in frames)
            {
                await file.WriteAsync(frame, cancellationToken);
            }
        }

        File.Move(half, path, overwrite: true);
    }

    internal void Record(IMessage request)
    {
        var signal = request switch
        {
            ExportTraceServiceRequest => ArchiveFormat.Traces,
            ExportLogsServiceRequest => ArchiveFormat.Logs,
            _ => ArchiveFormat.Metrics,
        };
        var size = request.CalculateSize();
        var frame = new byte[ArchiveFormat.FrameHeaderBytes + size];
        frame[0] = signal;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), size);
        request.WriteTo(frame.AsSpan(ArchiveFormat.FrameHeaderBytes));
        lock (_gate)
        {
            _frames.Enqueue(frame);
            _bytes += frame.Length;
            while (_bytes > maxBytes && _frames.TryDequeue(out var oldest))
            {
                _bytes -= oldest.Length;
                Dropped++;
            }
        }
    }
}
