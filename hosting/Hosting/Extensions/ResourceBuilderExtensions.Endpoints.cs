using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <content>Endpoints.</content>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="scheme">The URI scheme; null means that of the protocol.</param>
    /// <param name="name">The name, unique in the resource; null means the scheme.</param>
    /// <param name="env">The environment variable that tells the process its target port; null sets none.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself; null leaves that to the engine.</param>
    /// <param name="isExternal">True when a deployment exposes the endpoint to the outside.</param>
    /// <param name="protocol">TCP or UDP; null means TCP.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name already.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        [EndpointName] string? name = null,
        string? env = null,
        bool? isProxied = null,
        bool? isExternal = null,
        ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = new EndpointAnnotation(
            protocol ?? ProtocolType.Tcp, uriScheme: scheme, name: name, port: port, targetPort: targetPort, isExternal: isExternal, isProxied: isProxied);
        if (FindEndpoint(builder.Resource, endpoint.Name) is not null)
        {
            throw new DistributedApplicationException(
                $"The resource '{builder.Resource.Name}' already has an endpoint with the name '{endpoint.Name}'. "
                + "A name that is not given is that of the scheme; give each endpoint a name of its own.");
        }

        return AddEndpoint(builder, endpoint, env);
    }

    /// <summary>Adds an endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="scheme">The URI scheme; null means that of the protocol.</param>
    /// <param name="name">The name, unique in the resource; null means the scheme.</param>
    /// <param name="env">The environment variable that tells the process its target port; null sets none.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself.</param>
    /// <param name="isExternal">True when a deployment exposes the endpoint to the outside.</param>
    /// <param name="protocol">TCP or UDP; null means TCP.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port,
        int? targetPort,
        string? scheme,
        [EndpointName] string? name,
        string? env,
        bool isProxied,
        bool? isExternal,
        ProtocolType? protocol)
        where T : IResourceWithEndpoints =>
        builder.WithEndpoint(port, targetPort, scheme, name, env, (bool?)isProxied, isExternal, protocol);

    /// <summary>Adds a TCP endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="scheme">The URI scheme; null means tcp.</param>
    /// <param name="name">The name, unique in the resource; null means the scheme.</param>
    /// <param name="env">The environment variable that tells the process its target port; null sets none.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself.</param>
    /// <param name="isExternal">True when a deployment exposes the endpoint to the outside.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port,
        int? targetPort,
        string? scheme,
        [EndpointName] string? name,
        string? env,
        bool isProxied,
        bool? isExternal)
        where T : IResourceWithEndpoints =>
        builder.WithEndpoint(port, targetPort, scheme, name, env, (bool?)isProxied, isExternal, protocol: null);

    /// <summary>Adds a TCP endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="scheme">The URI scheme; null means tcp.</param>
    /// <param name="name">The name, unique in the resource; null means the scheme.</param>
    /// <param name="env">The environment variable that tells the process its target port; null sets none.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself; null leaves that to the engine.</param>
    /// <param name="isExternal">True when a deployment exposes the endpoint to the outside.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port,
        int? targetPort,
        string? scheme,
        [EndpointName] string? name,
        string? env,
        bool? isProxied,
        bool? isExternal)
        where T : IResourceWithEndpoints =>
        builder.WithEndpoint(port, targetPort, scheme, name, env, isProxied, isExternal, protocol: null);

    /// <summary>Changes an endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointName">The name of the endpoint, in any case.</param>
    /// <param name="callback">Changes it.</param>
    /// <param name="createIfNotExists">True adds the endpoint when it is not there; false then does nothing.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, [EndpointName] string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointName);
        ArgumentNullException.ThrowIfNull(callback);
        if (FindEndpoint(builder.Resource, endpointName) is { } existing)
        {
            callback(existing);
            return builder;
        }

        if (!createIfNotExists)
        {
            return builder;
        }

        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
        callback(endpoint);
        return AddEndpoint(builder, endpoint, targetPortVariable: null);
    }

    /// <summary>Refers to an endpoint, which may be added later.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name of the endpoint, in any case.</param>
    /// <returns>The reference.</returns>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, [EndpointName] string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.Resource.GetEndpoint(name);
    }

    /// <summary>Refers to an endpoint, which may be added later, as a network sees it.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name of the endpoint, in any case.</param>
    /// <param name="contextNetworkId">The network.</param>
    /// <returns>The reference.</returns>
    public static EndpointReference GetEndpoint<T>(
        this IResourceBuilder<T> builder, [EndpointName] string name, NetworkIdentifier contextNetworkId)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(contextNetworkId);
        return builder.Resource.GetEndpoint(name, contextNetworkId);
    }

    /// <summary>Says that the HTTP endpoints of the resource speak HTTP/2.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> AsHttp2Service<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            Http2ServiceAnnotation.ApplyTo(endpoint);
        }

        return builder.WithAnnotation(new Http2ServiceAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Says that a deployment exposes the HTTP endpoints added so far to the outside.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(candidate => candidate.IsHttpScheme))
        {
            endpoint.IsExternal = true;
        }

        return builder;
    }

    private static EndpointAnnotation? FindEndpoint(IResource resource, string name) => resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(endpoint => string.Equals(endpoint.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IResourceBuilder<T> AddEndpoint<T>(IResourceBuilder<T> builder, EndpointAnnotation endpoint, string? targetPortVariable)
        where T : IResourceWithEndpoints
    {
        if (builder.Resource.Annotations.OfType<Http2ServiceAnnotation>().Any())
        {
            Http2ServiceAnnotation.ApplyTo(endpoint);
        }

        if (targetPortVariable is not null && builder.Resource is IResourceWithEnvironment)
        {
            endpoint.TargetPortEnvironmentVariable = targetPortVariable;
            var targetPort = new EndpointReference(builder.Resource, endpoint).Property(EndpointProperty.TargetPort);
            builder.WithAnnotation(new EnvironmentCallbackAnnotation(
                (EnvironmentCallbackContext context) => context.EnvironmentVariables[targetPortVariable] = targetPort));
        }

        return builder.WithAnnotation(endpoint);
    }
}
