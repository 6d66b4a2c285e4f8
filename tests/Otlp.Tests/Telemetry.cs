using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Tests;

/// <summary>Fills a store without a wire between.</summary>
internal static class Telemetry
{
    public static TelemetryStore CreateStore(Action<TelemetryLimits>? configure = null, TimeProvider? time = null)
    {
        var limits = new TelemetryLimits();
        configure?.Invoke(limits);
        return new TelemetryStore(limits, time ?? TimeProvider.System);
    }

    public static TelemetryResource Resource(this TelemetryStore store, string service, string instance = "1")
        => store.Register(new TelemetryResource(service, instance, TelemetryAttributes.Empty))
            ?? throw new InvalidOperationException($"Service {service} was refused.");

    public static void AddSpan(this TelemetryStore store, Span span) => store.Add(span.Resource, [span]);

    public static Span Span(this TelemetryStore store, string service, int trace, int id, int? parent = null) => new()
    {
        Resource = store.Resource(service),
        Scope = TelemetryScope.None,
        TraceId = $"{trace:x32}",
        SpanId = $"{id:x16}",
        ParentSpanId = parent is null ? null : $"{parent:x16}",
        Name = $"operation {id}",
        StartUnixNano = 1_700_000_000_000_000_000UL + ((ulong)id * 1_000),
        EndUnixNano = 1_700_000_000_000_000_000UL + ((ulong)id * 1_000) + 500,
    };

    public static LogRecord Log(this TelemetryStore store, string service, string message, LogSeverity severity = LogSeverity.Information) => new()
    {
        Resource = store.Resource(service),
        Scope = TelemetryScope.None,
        Message = message,
        Severity = severity,
    };

    public static MetricSample Sample(this TelemetryStore store, string service, string instrument, double value, string? label = null) => new(
        new MetricInstrument { Resource = store.Resource(service), Scope = TelemetryScope.None, Name = instrument },
        label is null ? TelemetryAttributes.Empty : new TelemetryAttributes([KeyValuePair.Create("label", (object?)label)]),
        new NumberPoint(value));
}
