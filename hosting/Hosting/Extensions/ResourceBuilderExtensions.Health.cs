using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <content>Health checks.</content>
public static partial class ResourceBuilderExtensions
{
    // Service discovery prefers https, and so does what looks for an endpoint on its own.
    private static readonly string[] s_httpEndpointNames = ["https", "http"];

    /// <summary>Makes a health check of the AppHost part of the resource's health.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="key">The name under which the check is registered by <c>builder.Services.AddHealthChecks()</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The resource has that check already.</exception>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(key);
        return builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(known => string.Equals(known.Key, key, StringComparison.Ordinal))
            ? throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' already has a health check with the key '{key}'.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Makes the answer to an HTTP request part of the resource's health.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path that is asked for; null means <c>/</c>.</param>
    /// <param name="statusCode">The status that counts as healthy; null means 200.</param>
    /// <param name="endpointName">The endpoint; null means the one named https, else http.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">There is no such endpoint yet, or it speaks no HTTP.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, [EndpointName] string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithHttpHealthCheck(
            () => SelectEndpoint(builder.Resource, endpointName is null ? s_httpEndpointNames : [endpointName], "HTTP health check"), path, statusCode);
    }

    /// <summary>Makes the answer to an HTTP request part of the resource's health.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointSelector">Chooses the endpoint; null means the one named https, else http.</param>
    /// <param name="path">The path that is asked for; null means <c>/</c>.</param>
    /// <param name="statusCode">The status that counts as healthy; null means 200.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">There is no such endpoint yet, or it speaks no HTTP.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        endpointSelector ??= () => SelectEndpoint(builder.Resource, s_httpEndpointNames, "HTTP health check");
        var endpoint = RequireHttp(builder.Resource, endpointSelector(), "HTTP health check");
        path ??= "/";
        statusCode ??= 200;
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{path}_{statusCode}_check";
        HttpHealthCheck.Register(builder.ApplicationBuilder.Services, key, statusCode.Value, _ =>
            ValueTask.FromResult(endpoint.IsAllocated ? new Uri(new Uri(endpoint.Url), path) : null));
        return builder.WithHealthCheck(key);
    }

    private static EndpointReference SelectEndpoint(IResourceWithEndpoints resource, string[] names, string purpose) =>
        names.Select(name => new EndpointReference(resource, name)).FirstOrDefault(candidate => candidate.Exists)
        ?? throw new DistributedApplicationException(
            $"Could not create {purpose} for resource '{resource.Name}' as no endpoint was found matching one of the specified names: "
            + $"{string.Join(", ", names)}. Add the endpoint first, or name one of: "
            + $"{string.Join(", ", resource.GetEndpoints().Select(endpoint => endpoint.EndpointName).DefaultIfEmpty("(it has none)"))}.");

    private static EndpointReference RequireHttp(IResource resource, EndpointReference? endpoint, string purpose)
    {
        if (endpoint is null)
        {
            throw new DistributedApplicationException(
                $"Could not create {purpose} for resource '{resource.Name}' as the endpoint selector returned null.");
        }

        return endpoint.IsHttp || endpoint.IsHttps
            ? endpoint
            : throw new DistributedApplicationException(
                $"Could not create {purpose} for resource '{resource.Name}' as the endpoint with name '{endpoint.EndpointName}' "
                + $"and scheme '{endpoint.Scheme}' is not an HTTP endpoint.");
    }
}
