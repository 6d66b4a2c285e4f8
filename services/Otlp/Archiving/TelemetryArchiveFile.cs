using Migration.Otlp.Receiving;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Archiving;

/// <summary>
/// Reads a file of telemetry into a store: one that <see cref="TelemetryArchive"/> has written, or OTLP as JSON, a request a line, as the
/// OpenTelemetry Collector's file exporter writes it.
/// </summary>
public static class TelemetryArchiveFile
{
    /// <returns>How many requests there were.</returns>
    /// <exception cref="TelemetryArchiveException">It cannot be read; the message says where and why.</exception>
    public static int Load(string path, TelemetryStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            using var file = new BufferedStream(File.OpenRead(path));
            var first = file.ReadByte();
            file.Position = 0;
            var receivers = new ArchiveReceivers(new TraceReceiver(store), new LogReceiver(store), new MetricReceiver(store));
            return first switch
            {
                -1 => throw new TelemetryArchiveException($"'{path}' is empty."),
                '{' => new JsonArchiveReader(path, receivers).Read(file),
                _ => new FrameArchiveReader(path, receivers).Read(file),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new TelemetryArchiveException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
