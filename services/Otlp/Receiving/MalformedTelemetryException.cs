namespace Migration.Otlp.Receiving;

/// <summary>A body that cannot be read as what it claims to be: the sender's fault, 400 or InvalidArgument.</summary>
internal sealed class MalformedTelemetryException(string message, Exception innerException) : Exception(message, innerException);
