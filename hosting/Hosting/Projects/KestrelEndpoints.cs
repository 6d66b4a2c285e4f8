using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Migration.Hosting.Projects;

/// <summary>Makes endpoints of what a project's Kestrel settings say.</summary>
internal static class KestrelEndpoints
{
    private const string Http2 = "Http2";

    internal static IReadOnlyList<KestrelEndpoint> Read(IConfiguration settings)
    {
        var defaultProtocols = settings["Kestrel:EndpointDefaults:Protocols"];
        return
        [
            .. settings.GetSection("Kestrel:Endpoints").GetChildren().Where(endpoint => endpoint["Url"] is not null).Select(endpoint => new KestrelEndpoint(
                endpoint.Key,
                Parse(endpoint["Url"]!, $"Kestrel:Endpoints:{endpoint.Key}:Url"),
                string.Equals(endpoint["Protocols"] ?? defaultProtocols, Http2, StringComparison.OrdinalIgnoreCase))),
        ];
    }

    /// <summary>The only endpoint of its scheme is named after the scheme, so that references find it; several keep their names.</summary>
    internal static void Add(IResourceBuilder<ProjectResource> builder, IReadOnlyList<KestrelEndpoint> endpoints)
    {
        foreach (var ofScheme in endpoints.GroupBy(endpoint => endpoint.Address.Scheme, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var endpoint in ofScheme)
            {
                builder.WithEndpoint(ofScheme.Count() == 1 ? ofScheme.Key : endpoint.Name, annotation => Describe(annotation, endpoint, builder));
            }
        }
    }

    internal static BindingAddress Parse(string url, string source)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException exception)
        {
            throw new DistributedApplicationException($"'{url}' ({source}) is no address to listen on, such as http://localhost:8080.", exception);
        }
    }

    internal static int? PortOf(BindingAddress address) => address.Port == 0 ? null : address.Port;

    private static void Describe(EndpointAnnotation annotation, KestrelEndpoint endpoint, IResourceBuilder<ProjectResource> builder)
    {
        annotation.UriScheme = endpoint.Address.Scheme;
        annotation.TargetHost = endpoint.Address.Host;
        annotation.KestrelEndpointName = endpoint.Name;
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            annotation.TargetPort = PortOf(endpoint.Address);
        }
        else
        {
            annotation.Port = PortOf(endpoint.Address);
        }

        if (endpoint.SpeaksHttp2Only)
        {
            annotation.Transport = "http2";
        }
    }
}
