using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Building;

namespace Aspire.Hosting;

/// <summary>Adds services that run elsewhere.</summary>
public static class ExternalServiceBuilderExtensions
{
    /// <summary>Adds a service at a known address.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="url">An absolute URL with the path <c>/</c>.</param>
    /// <returns>A builder to shape the service.</returns>
    /// <exception cref="ArgumentException">The URL is none, is relative or has a path.</exception>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string url)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(url);
        return ExternalServiceAddress.TryParse(url, out var uri, out var problem)
            ? builder.AddExternalService(name, uri)
            : throw new ArgumentException(problem, nameof(url));
    }

    /// <summary>Adds a service at a known address.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="uri">An absolute URI with the path <c>/</c>.</param>
    /// <returns>A builder to shape the service.</returns>
    /// <exception cref="ArgumentException">The URI is relative or has a path.</exception>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Uri uri)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(uri);
        return ValueResourceLife.Begin(builder.AddResource(new ExternalServiceResource(name, uri)));
    }

    /// <summary>Adds a service whose address is a parameter.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="urlParameter">The parameter; its value is checked when it is used.</param>
    /// <returns>A builder to shape the service.</returns>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource> urlParameter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(urlParameter);
        return ValueResourceLife.Begin(builder.AddResource(new ExternalServiceResource(name, urlParameter.Resource))
            .WithReferenceRelationship(urlParameter.Resource));
    }

    /// <summary>Makes the answer to an HTTP request the health of the service.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="path">The path that is asked for, relative to the address; null means the address itself.</param>
    /// <param name="statusCode">The status that counts as healthy; null means 200.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The address is neither http nor https.</exception>
    public static IResourceBuilder<ExternalServiceResource> WithHttpHealthCheck(
        this IResourceBuilder<ExternalServiceResource> builder, string? path = null, int? statusCode = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var service = builder.Resource;
        if (service.Uri is { } known && known.Scheme is not "http" and not "https")
        {
            throw new InvalidOperationException(
                $"The health of the external service '{service.Name}' cannot be asked over HTTP: its address is '{known}'.");
        }

        statusCode ??= 200;
        var key = $"{service.Name}_external_{path}_{statusCode}_check";
        HttpHealthCheck.Register(builder.ApplicationBuilder.Services, key, statusCode.Value, async cancellationToken =>
        {
            var root = service.Uri ?? await ReadAsync(service.UrlParameter!, cancellationToken).ConfigureAwait(false);
            return root is null || path is null ? root : new Uri(root, path);
        });
        return builder.WithHealthCheck(key);
    }

    private static async ValueTask<Uri?> ReadAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        var text = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
        return ExternalServiceAddress.TryParse(text, out var uri, out _) ? uri : null;
    }
}
