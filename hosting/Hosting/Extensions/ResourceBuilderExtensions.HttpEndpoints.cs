using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <content>HTTP endpoints.</content>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an HTTP endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="name">The name, unique in the resource; null means <c>http</c>.</param>
    /// <param name="env">The environment variable that tells the process its target port; null sets none.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself; null leaves that to the engine.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name already.</exception>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        [EndpointName] string? name = null,
        string? env = null,
        bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied, isExternal: null);

    /// <summary>Adds an HTTP endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="name">The name, unique in the resource; null means <c>http</c>.</param>
    /// <param name="env">The environment variable that tells the process its target port; null sets none.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port, int? targetPort, [EndpointName] string? name, string? env, bool isProxied)
        where T : IResourceWithEndpoints => builder.WithHttpEndpoint(port, targetPort, name, env, (bool?)isProxied);

    /// <summary>Adds an HTTPS endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="name">The name, unique in the resource; null means <c>https</c>.</param>
    /// <param name="env">The environment variable that tells the process its target port; null sets none.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself; null leaves that to the engine.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name already.</exception>
    public static IResourceBuilder<T> WithHttpsEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        [EndpointName] string? name = null,
        string? env = null,
        bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "https", name, env, isProxied, isExternal: null);

    /// <summary>Adds an HTTPS endpoint.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The public port, 1 to 65535; null means any free one.</param>
    /// <param name="targetPort">The port that the process listens on; null means that the engine chooses.</param>
    /// <param name="name">The name, unique in the resource; null means <c>https</c>.</param>
    /// <param name="env">The environment variable that tells the process its target port; null sets none.</param>
    /// <param name="isProxied">False makes the process listen on the public port itself.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHttpsEndpoint<T>(
        this IResourceBuilder<T> builder, int? port, int? targetPort, [EndpointName] string? name, string? env, bool isProxied)
        where T : IResourceWithEndpoints => builder.WithHttpsEndpoint(port, targetPort, name, env, (bool?)isProxied);
}
