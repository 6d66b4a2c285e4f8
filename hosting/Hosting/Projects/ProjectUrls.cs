using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Projects;

/// <summary>Tells a project where to listen.</summary>
internal static class ProjectUrls
{
    private const string UrlsVariable = "ASPNETCORE_URLS";
    private const string HttpsPortVariable = "ASPNETCORE_HTTPS_PORT";

    internal static void Set(IResourceBuilder<ProjectResource> builder, bool hasKestrelEndpoints)
    {
        var project = builder.Resource;
        if (hasKestrelEndpoints)
        {
            builder.WithEnvironment(context => SetKestrelUrls(context, project));
        }
        else if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            builder.WithEnvironment(context => SetUrls(context, project));
        }
        else
        {
            builder.WithEnvironment(context =>
            {
                SetPorts(context, project, "HTTP_PORTS", "http");
                SetPorts(context, project, "HTTPS_PORTS", "https");
            });
        }

        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            builder.WithEnvironment(context => SetForwardedHeaders(context, project));
        }
    }

    private static IEnumerable<EndpointReference> Injected(ProjectResource project) =>
        project.GetEndpoints().Where(endpoint => project.EndpointSettings.IsInjected(endpoint.EndpointAnnotation));

    private static void SetUrls(EnvironmentCallbackContext context, ProjectResource project)
    {
        var endpoints = Injected(project).ToArray();
        if (endpoints.Length == 0 || context.EnvironmentVariables.ContainsKey(UrlsVariable))
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            urls.AppendLiteral(urls.IsEmpty ? string.Empty : ";");
            AppendUrl(urls, endpoint);
        }

        context.EnvironmentVariables[UrlsVariable] = urls.Build();
        if (endpoints.FirstOrDefault(endpoint => endpoint.IsHttps) is { } https)
        {
            // Redirects to https must name the port that clients see.
            context.EnvironmentVariables[HttpsPortVariable] = https.Property(EndpointProperty.Port);
        }
    }

    // Kestrel settings overrule ASPNETCORE_URLS, so endpoints that come from elsewhere must become settings too.
    private static void SetKestrelUrls(EnvironmentCallbackContext context, ProjectResource project)
    {
        foreach (var endpoint in Injected(project))
        {
            var url = new ReferenceExpressionBuilder();
            AppendUrl(url, endpoint);
            var name = endpoint.EndpointAnnotation.KestrelEndpointName ?? endpoint.EndpointName;
            context.EnvironmentVariables[$"Kestrel__Endpoints__{name}__Url"] = url.Build();
        }
    }

    private static void AppendUrl(ReferenceExpressionBuilder urls, EndpointReference endpoint) => urls.Append(
        $"{endpoint.Property(EndpointProperty.Scheme)}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");

    private static void SetPorts(EnvironmentCallbackContext context, ProjectResource project, string variable, string scheme)
    {
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in Injected(project).Where(candidate => string.Equals(candidate.Scheme, scheme, StringComparison.OrdinalIgnoreCase)))
        {
            ports.AppendLiteral(ports.IsEmpty ? string.Empty : ";");
            ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        if (!ports.IsEmpty)
        {
            context.EnvironmentVariables.TryAdd(variable, ports.Build());
        }
    }

    private static void SetForwardedHeaders(EnvironmentCallbackContext context, ProjectResource project)
    {
        if (project.GetEndpoints().Any() && !project.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
        {
            context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        }
    }
}
