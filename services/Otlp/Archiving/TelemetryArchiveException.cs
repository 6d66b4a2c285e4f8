namespace Migration.Otlp.Archiving;

/// <summary>A file that is no telemetry, or not whole. The message names the file and the place.</summary>
public sealed class TelemetryArchiveException(string message, Exception? innerException = null) : Exception(message, innerException);
