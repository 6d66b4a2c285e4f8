using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What a test asks of a started application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>Makes a client for a resource. It retries what fails in passing.</summary>
    /// <param name="app">The application, started.</param>
    /// <param name="resourceName">The name of the resource.</param>
    /// <param name="endpointName">The name of the endpoint; null takes <c>https</c>, else <c>http</c>.</param>
    /// <returns>A client whose base address is the endpoint.</returns>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var endpoint = app.GetEndpoint(resourceName, endpointName);
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = endpoint;
        return client;
    }

    /// <summary>Gets the connection string of a resource.</summary>
    /// <param name="app">The application, started.</param>
    /// <param name="resourceName">The name of the resource.</param>
    /// <param name="cancellationToken">Ends the wait for the parts of the connection string.</param>
    /// <returns>The connection string; null if it has none.</returns>
    /// <exception cref="ArgumentException">There is no such resource, or it has no connection string by nature.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        return FindResource(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' does not expose a connection string.", nameof(resourceName));
    }

    /// <summary>Gets the address of an endpoint as this machine reaches it.</summary>
    /// <param name="app">The application, started.</param>
    /// <param name="resourceName">The name of the resource.</param>
    /// <param name="endpointName">The name of the endpoint; null takes <c>https</c>, else <c>http</c>.</param>
    /// <returns>Scheme, host and port.</returns>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        app.GetEndpointForNetwork(resourceName, networkIdentifier: null, endpointName);

    /// <summary>Gets the address of an endpoint as it is reached from a network.</summary>
    /// <param name="app">The application, started.</param>
    /// <param name="resourceName">The name of the resource.</param>
    /// <param name="networkIdentifier">The network; null for that of this machine.</param>
    /// <param name="endpointName">The name of the endpoint; null takes <c>https</c>, else <c>http</c>.</param>
    /// <returns>Scheme, host and port.</returns>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static Uri GetEndpointForNetwork(
        this DistributedApplication app, string resourceName, NetworkIdentifier? networkIdentifier, string? endpointName = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        if (FindResource(app, resourceName) is not IResourceWithEndpoints resource)
        {
            throw new ArgumentException($"Resource '{resourceName}' has no allocated endpoints.", nameof(resourceName));
        }

        string[] candidates = string.IsNullOrEmpty(endpointName) ? ["https", "http"] : [endpointName];
        var network = networkIdentifier ?? KnownNetworkIdentifiers.LocalhostNetwork;
        var endpoint = candidates.Select(name => new EndpointReference(resource, name, network)).FirstOrDefault(endpoint => endpoint.IsAllocated);
        return endpoint is null ? throw new ArgumentException(DescribeMissing(resource, candidates), nameof(endpointName)) : new Uri(endpoint.Url);
    }

    private static IResource FindResource(DistributedApplication app, string resourceName)
    {
        if (!app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                "The application must be started before endpoints and connection strings are asked for: await app.StartAsync() first.");
        }

        var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        return resources.TryGetByName(resourceName, out var resource)
            ? resource
            : throw new ArgumentException(
                $"Resource '{resourceName}' not found. The application has: {string.Join(", ", resources.Select(known => known.Name))}.",
                nameof(resourceName));
    }

    private static string DescribeMissing(IResourceWithEndpoints resource, string[] candidates)
    {
        var known = string.Join(", ", resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name));
        return $"Endpoint '{string.Join("' or '", candidates)}' for resource '{resource.Name}' not found. "
            + (known.Length == 0 ? "It has no endpoints." : $"It has: {known}.");
    }
}
