using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.Runtime;

namespace Aspire.Hosting;

/// <summary>Sets the OTLP variables of a resource.</summary>
internal static class OtlpVariables
{
    private static readonly (string Name, string Value)[] s_development =
    [
        ("OTEL_BLRP_SCHEDULE_DELAY", "1000"),
        ("OTEL_BSP_SCHEDULE_DELAY", "1000"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
        ("OTEL_TRACES_SAMPLER", "always_on"),
        ("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based"),
        ("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"),
    ];

    internal static void Attach(IResource resource, OtlpSource source, OtlpProtocol? protocol)
    {
        foreach (var replaced in resource.Annotations.OfType<OtlpExporterAnnotation>().ToArray())
        {
            resource.Annotations.Remove(replaced);
        }

        resource.Annotations.Add(new OtlpExporterAnnotation { RequiredProtocol = protocol });
        resource.Annotations.Add(new EnvironmentCallbackAnnotation((EnvironmentCallbackContext context) => Set(context, resource, source)));
    }

    private static void Set(EnvironmentCallbackContext context, IResource resource, OtlpSource source)
    {
        if (context.ExecutionContext.IsPublishMode || OtlpSource.IsReceiver(resource))
        {
            return;
        }

        var required = resource.TryGetLastAnnotation<OtlpExporterAnnotation>(out var exporter) ? exporter.RequiredProtocol : null;
        var (address, protocol) = source.Find(resource, required);
        var variables = context.EnvironmentVariables;
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = address;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol switch
        {
            OtlpProtocol.HttpProtobuf => "http/protobuf",
            OtlpProtocol.HttpJson => "http/json",
            _ => "grpc",
        };
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={InstanceTokens.InstanceSuffix}";
        if (source.Configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        }

        if (source.Environment.IsDevelopment())
        {
            foreach (var (name, value) in s_development)
            {
                variables[name] = value;
            }
        }
    }
}
