using Migration.Otlp.Storage;

namespace Migration.Otlp;

/// <summary>How telemetry is received and how much of it is kept.</summary>
public sealed class OtlpReceiverOptions
{
    /// <summary>The header that carries <see cref="ApiKey"/>.</summary>
    public const string ApiKeyHeader = "x-otlp-api-key";

    /// <value>What every sender must know; null or empty lets everybody send. Default null.</value>
    public string? ApiKey { get; set; }

    /// <value>Bytes of one request, compressed and unpacked alike. Default 16 MiB.</value>
    public int MaxRequestBytes { get; set; } = 16 << 20;

    public TelemetryLimits Limits { get; } = new();
}
