using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.Building;

namespace Aspire.Hosting;

/// <summary>Knows where telemetry goes.</summary>
internal sealed record OtlpSource(IConfiguration Configuration, IHostEnvironment Environment, IEnumerable<IResource> Resources)
{
    private const string GrpcKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string HttpKey = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string OldGrpcKey = "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string OldHttpKey = "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string Default = "http://localhost:18889";

    /// <summary>Finds the address: the dashboard of the application if it starts, else the configured one, else the default.</summary>
    /// <returns>A text or a live value, and the protocol spoken there.</returns>
    internal (object Address, OtlpProtocol Protocol) Find(IResource sender, OtlpProtocol? required)
    {
        var dashboard = Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(candidate =>
            DashboardAnnotation.IsOn(candidate) && !candidate.HasAnnotationOfType<ExplicitStartupAnnotation>());
        var grpc = (object?)Endpoint(dashboard, DashboardAnnotation.GrpcEndpoint) ?? Configuration[GrpcKey] ?? Configuration[OldGrpcKey];
        var http = (object?)Endpoint(dashboard, DashboardAnnotation.HttpEndpoint) ?? Configuration[HttpKey] ?? Configuration[OldHttpKey];
        return (required, grpc, http) switch
        {
            (OtlpProtocol.Grpc, null, not null) => throw new InvalidOperationException(
                $"The resource '{sender.Name}' must send telemetry over gRPC, but only an address for HTTP is known. Set {GrpcKey}."),
            (OtlpProtocol.HttpProtobuf or OtlpProtocol.HttpJson, _, null) => throw new InvalidOperationException(
                $"The resource '{sender.Name}' must send telemetry over HTTP, but no address for it is known. Set {HttpKey}."),
            (OtlpProtocol.HttpProtobuf or OtlpProtocol.HttpJson, _, not null) => (http, required.Value),
            (_, not null, _) => (grpc, OtlpProtocol.Grpc),
            (_, null, not null) => (http, OtlpProtocol.HttpProtobuf),
            _ => (Default, OtlpProtocol.Grpc),
        };
    }

    /// <summary>True for the resource that shows the telemetry: it would tell itself about telling itself.</summary>
    internal static bool IsReceiver(IResource resource) => DashboardAnnotation.IsOn(resource);

    private static EndpointReference? Endpoint(IResourceWithEndpoints? dashboard, string name) =>
        dashboard?.GetEndpoint(name) is { Exists: true } endpoint ? endpoint : null;
}
