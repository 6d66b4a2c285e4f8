using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <content>References to other resources.</content>
public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Tells the resource how to reach another one: its connection string in <c>ConnectionStrings__{name}</c> and the parts of it in
    /// <c>{NAME}_{PROPERTY}</c>.
    /// </summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The resource with the connection string.</param>
    /// <param name="connectionName">The name of the connection string; null means that of the other resource.</param>
    /// <param name="optional">True lets the resource start when there is no connection string.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        builder.WithReferenceRelationship(source.Resource);
        return builder.WithEnvironment(context =>
            ReferenceVariables.AddConnection(context, builder.Resource, source.Resource, connectionName, optional));
    }

    /// <summary>
    /// Tells the resource where the endpoints of another one are: <c>services__{name}__{endpoint}__{index}</c> for service discovery and
    /// <c>{NAME}_{ENDPOINT}</c>.
    /// </summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return ReferToEndpoints(builder, source.Resource, endpointName: null, serviceName: null);
    }

    /// <summary>Tells the resource where the endpoints of another one are, under a name of its own.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other resource.</param>
    /// <param name="name">The name in service discovery and in the variables.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ReferToEndpoints(builder, source.Resource, endpointName: null, name);
    }

    /// <summary>Tells the resource where one endpoint of another one is.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointReference">The endpoint.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return ReferToEndpoints(builder, endpointReference.Resource, endpointReference.EndpointName, serviceName: null);
    }

    /// <summary>Tells the resource where a service is: <c>services__{name}__default__0</c> and <c>{name}</c>.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name of the service.</param>
    /// <param name="uri">An absolute URI with the path <c>/</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The URI is relative or has a path.</exception>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri)
        {
            throw new InvalidOperationException($"The uri '{uri}' for service reference '{name}' must be absolute.");
        }

        if (uri.AbsolutePath is not "/")
        {
            throw new InvalidOperationException($"The uri '{uri}' for service reference '{name}' must have the absolute path \"/\".");
        }

        return builder.WithEnvironment(context => ReferenceVariables.AddUri(context, builder.Resource, name, uri));
    }

    /// <summary>Tells the resource where an external service is: <c>services__{name}__{scheme}__0</c> and <c>{NAME}</c>.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="externalService">The service.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(externalService);
        builder.WithReferenceRelationship(externalService.Resource);
        return builder.WithEnvironment(context =>
            ReferenceVariables.AddExternalServiceAsync(context, builder.Resource, externalService.Resource));
    }

    /// <summary>Says which environment variables the references of the resource set.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="flags">The kinds of variables; all unless this is called.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(
        this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<T> ReferToEndpoints<T>(
        IResourceBuilder<T> builder, IResourceWithEndpoints source, string? endpointName, string? serviceName)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithReferenceRelationship(source);
        var record = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().FirstOrDefault(known =>
            ReferenceEquals(known.Resource, source) && string.Equals(known.ServiceName, serviceName, StringComparison.Ordinal));
        if (record is null)
        {
            // The variables are set once for all references to the same resource, or the second would count as a second instance of it.
            record = new EndpointReferenceAnnotation(source) { ServiceName = serviceName };
            builder.WithAnnotation(record);
            builder.WithEnvironment(context => ReferenceVariables.AddEndpoints(context, builder.Resource, record));
        }

        if (endpointName is null)
        {
            record.UseAllEndpoints = true;
        }
        else
        {
            record.EndpointNames.Add(endpointName);
        }

        return builder;
    }
}
