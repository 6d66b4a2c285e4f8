using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Sets the environment variables that a reference consists of.</summary>
internal static class ReferenceVariables
{
    private const string ConnectionStringPrefix = "ConnectionStrings__";

    internal static void AddConnection(
        EnvironmentCallbackContext context, IResource destination, IResourceWithConnectionString source, string? connectionName, bool optional)
    {
        var flags = Flags(destination);
        var name = connectionName ?? source.Name;
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
        {
            var variable = source.ConnectionStringEnvironmentVariable ?? ConnectionStringPrefix + name;
            context.EnvironmentVariables[variable] = new ConnectionStringReference(source, optional);
        }

        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
        {
            foreach (var (property, value) in ConnectionProperties.Of(source))
            {
                context.EnvironmentVariables[$"{EnvironmentVariableName.Encode(name)}_{EnvironmentVariableName.Encode(property)}"] = value;
            }
        }
    }

    internal static void AddEndpoints(EnvironmentCallbackContext context, IResource destination, EndpointReferenceAnnotation record)
    {
        var flags = Flags(destination);
        var serviceName = record.ServiceName ?? record.Resource.Name;
        foreach (var endpoint in record.Resource.GetEndpoints().Where(record.Includes))
        {
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                var key = endpoint.IsHttpSchemeNamedEndpoint ? endpoint.Scheme : endpoint.EndpointName;
                AddIndexed(context, $"services__{serviceName}__{key}__", endpoint);
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                var variable = $"{EnvironmentVariableName.Encode(serviceName)}_{EnvironmentVariableName.Encode(endpoint.EndpointName)}";
                context.EnvironmentVariables[variable] = endpoint;
            }
        }
    }

    internal static void AddUri(EnvironmentCallbackContext context, IResource destination, string name, Uri uri)
    {
        var flags = Flags(destination);
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
        {
            context.EnvironmentVariables[$"services__{name}__default__0"] = uri.ToString();
        }

        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
        {
            context.EnvironmentVariables[name] = uri.ToString();
        }
    }

    internal static async Task AddExternalServiceAsync(
        EnvironmentCallbackContext context, IResource destination, ExternalServiceResource service)
    {
        var flags = Flags(destination);
        var (scheme, value) = await ResolveAsync(context, service).ConfigureAwait(false);
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
        {
            context.EnvironmentVariables[$"services__{service.Name}__{scheme}__0"] = value;
        }

        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
        {
            var variable = EnvironmentVariableName.Encode(service.Name);
            context.EnvironmentVariables[service.UrlParameter is null ? variable : $"{variable}_{scheme.ToUpperInvariant()}"] = value;
        }
    }

    private static async Task<(string Scheme, object Value)> ResolveAsync(
        EnvironmentCallbackContext context, ExternalServiceResource service)
    {
        if (service.Uri is { } uri)
        {
            return (uri.Scheme, uri.ToString());
        }

        // A manifest does not know the value; there the scheme that is right nearly always has to do.
        if (context.ExecutionContext.IsPublishMode)
        {
            return ("default", service.UrlParameter!);
        }

        var text = await service.UrlParameter!.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
        return ExternalServiceAddress.TryParse(text, out var parsed, out var problem)
            ? (parsed.Scheme, parsed.ToString())
            : throw new DistributedApplicationException(
                $"The parameter '{service.UrlParameter.Name}' is no address for the external service '{service.Name}': {problem}");
    }

    private static void AddIndexed(EnvironmentCallbackContext context, string prefix, object value)
    {
        var index = 0;
        while (!context.EnvironmentVariables.TryAdd($"{prefix}{index}", value))
        {
            index++;
        }
    }

    private static ReferenceEnvironmentInjectionFlags Flags(IResource destination) =>
        destination.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var annotation)
            ? annotation.Flags
            : ReferenceEnvironmentInjectionFlags.All;
}
