using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Published once for each resource, all at the same time, when the application starts; a resource of one's own begins its life here.</summary>
public class InitializeResourceEvent : IDistributedApplicationResourceEvent
{
    /// <summary>Creates the event.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="distributedApplicationEventing">Publishes the events of the resource's life.</param>
    /// <param name="resourceLoggerService">Gives the log of the resource.</param>
    /// <param name="resourceNotificationService">Publishes the states of the resource.</param>
    /// <param name="services">The services of the application.</param>
    public InitializeResourceEvent(
        IResource resource,
        IDistributedApplicationEventing distributedApplicationEventing,
        ResourceLoggerService resourceLoggerService,
        ResourceNotificationService resourceNotificationService,
        IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(distributedApplicationEventing);
        ArgumentNullException.ThrowIfNull(resourceLoggerService);
        ArgumentNullException.ThrowIfNull(resourceNotificationService);
        ArgumentNullException.ThrowIfNull(services);
        Resource = resource;
        Eventing = distributedApplicationEventing;
        Logger = resourceLoggerService.GetLogger(resource);
        Notifications = resourceNotificationService;
        Services = services;
    }

    /// <inheritdoc/>
    public IResource Resource { get; }

    /// <summary>Publishes the events of the resource's life.</summary>
    public IDistributedApplicationEventing Eventing { get; }

    /// <summary>The log of the resource.</summary>
    public ILogger Logger { get; }

    /// <summary>Publishes the states of the resource.</summary>
    public ResourceNotificationService Notifications { get; }

    /// <inheritdoc/>
    public IServiceProvider Services { get; }
}
