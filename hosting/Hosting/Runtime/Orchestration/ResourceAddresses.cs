using System.Collections.Immutable;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Makes the list of a resource's addresses once its endpoints are allocated.</summary>
internal sealed class ResourceAddresses(
    DistributedApplicationExecutionContext execution, ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    /// <summary>One address an endpoint, then those of the model, then whatever the resource's callbacks make of them.</summary>
    public async Task PublishAsync(IResource resource, CancellationToken cancellationToken)
    {
        var urls = new List<ResourceUrlAnnotation>();
        if (resource is IResourceWithEndpoints owner)
        {
            urls.AddRange(resource.Annotations.OfType<EndpointAnnotation>()
                .Where(endpoint => endpoint.AllocatedEndpoint is not null)
                .Select(endpoint => new EndpointReference(owner, endpoint))
                .Select(reference => new ResourceUrlAnnotation { Url = reference.Url, Endpoint = reference }));
        }

        urls.AddRange(resource.Annotations.OfType<ResourceUrlAnnotation>());
        var context = new ResourceUrlsCallbackContext(execution, resource, urls, cancellationToken) { Logger = loggers.GetLogger(resource) };
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToArray())
        {
            await callback.Callback(context);
        }

        var snapshots = context.Urls.OrderByDescending(url => url.DisplayOrder ?? 0).Select(ToSnapshot).ToImmutableArray();
        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { Urls = snapshots });
    }

    private static UrlSnapshot ToSnapshot(ResourceUrlAnnotation url)
    {
        // "/health" on an endpoint means that path of it.
        var text = url.Endpoint is { IsAllocated: true } endpoint && url.Url.StartsWith('/')
            ? new Uri(new Uri(endpoint.Url), url.Url).ToString()
            : url.Url;
        return new UrlSnapshot(url.Endpoint?.EndpointName, text, url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = url.Endpoint is not null,
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? string.Empty, url.DisplayOrder ?? 0),
        };
    }
}
