using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;
using Migration.Otlp.Receiving;

namespace Migration.Otlp.Archiving;

/// <summary>See <see cref="ArchiveFormat"/>.</summary>
internal sealed class FrameArchiveReader(string path, ArchiveReceivers receivers)
{
    /// <summary>Longer than any request that a receiver takes: it is no length at all.</summary>
    private const int LongestFrame = 256 << 20;

    public int Read(Stream file)
    {
        var header = new byte[ArchiveFormat.Header.Length];
        var read = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < header.Length || !ArchiveFormat.Header.SequenceEqual(header))
        {
            throw new TelemetryArchiveException(
                $"'{path}' is no file of telemetry: at byte 0 it has neither '{System.Text.Encoding.ASCII.GetString(ArchiveFormat.Header).TrimEnd()}' nor the JSON of OTLP.");
        }

        var count = 0;
        var frame = new byte[ArchiveFormat.FrameHeaderBytes];
        while (true)
        {
            var begin = file.Position;
            read = file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false);
            if (read == 0)
            {
                return count;
            }

            if (read < frame.Length)
            {
                throw CutOff(begin, begin + read, count);
            }

            Receive(frame[0], ReadBody(file, frame, begin, count), begin);
            count++;
        }
    }

    private byte[] ReadBody(Stream file, byte[] frame, long begin, int count)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(1));
        if (frame[0] is not (ArchiveFormat.Traces or ArchiveFormat.Logs or ArchiveFormat.Metrics) || length is < 0 or > LongestFrame)
        {
            throw new TelemetryArchiveException($"'{path}' is broken at byte {begin}: no request begins there.");
        }

        var rest = file.Length - file.Position;
        if (length > rest)
        {
            throw CutOff(begin, file.Length, count);
        }

        var body = new byte[length];
        file.ReadExactly(body);
        return body;
    }

    private void Receive(byte signal, byte[] body, long begin)
    {
        try
        {
            switch (signal)
            {
                case ArchiveFormat.Traces:
                    Receive(receivers.Traces, body);
                    break;
                case ArchiveFormat.Logs:
                    Receive(receivers.Logs, body);
                    break;
                default:
                    Receive(receivers.Metrics, body);
                    break;
            }
        }
        catch (MalformedTelemetryException exception)
        {
            throw new TelemetryArchiveException($"'{path}' is broken in the request at byte {begin}: {exception.Message}", exception);
        }
    }

    private static void Receive<TRequest, TResponse>(SignalReceiver<TRequest, TResponse> receiver, byte[] body)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
        => receiver.Receive(SignalReceiver<TRequest, TResponse>.ParseBinary(new ReadOnlySequence<byte>(body)));

    private TelemetryArchiveException CutOff(long begin, long end, int count) => new(
        $"'{path}' was cut off: it ends at byte {end}, within the request that begins at byte {begin}. The {count} requests before it are whole.");
}
