namespace Migration.Otlp.Archiving;

/// <summary>
/// A file of telemetry: a line that names the format, then the OTLP requests as they came, each as one letter for its signal, its
/// length as four bytes, the lowest first, and the request as protobuf.
/// </summary>
internal static class ArchiveFormat
{
    public const string Extension = ".otlp";

    public const int FrameHeaderBytes = 5;

    public const byte Traces = (byte)'T';
    public const byte Logs = (byte)'L';
    public const byte Metrics = (byte)'M';

    public static ReadOnlySpan<byte> Header => "migration telemetry 1\n"u8;
}
