using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>What lies between the request to start an instance and its launch: events, and waiting for others.</summary>
internal sealed class StartGate(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    IHostApplicationLifetime lifetime,
    IServiceProvider services)
{
    /// <summary>Whether the application is on its way down, so that nothing starts any more.</summary>
    public bool IsClosed => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Returns when the instance may be launched.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="forced">Ends the waiting when it ends; the events are published all the same.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="ResourceStartException">Something that it waits for has failed.</exception>
    public async Task PassAsync(ResourceInstance instance, Task forced, CancellationToken cancellationToken)
    {
        await AnnounceConnectionStringsAsync(instance.Resource, cancellationToken);
        await WaitAsync(instance, forced, cancellationToken);
        await eventing.PublishAsync(new BeforeResourceStartedEvent(instance.Resource, services), cancellationToken);
    }

    /// <summary>Tells that the instance has ended; nobody is waited for.</summary>
    public Task AnnounceStopAsync(ResourceInstance instance) =>
        notifications.TryGetCurrentState(instance.Id, out var last)
            ? eventing.PublishAsync(
                new ResourceStoppedEvent(instance.Resource, services, last), EventDispatchBehavior.NonBlockingConcurrent, CancellationToken.None)
            : Task.CompletedTask;

    // A server before its databases: theirs are made of its own.
    private async Task AnnounceConnectionStringsAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken);
        }

        foreach (var child in ResourceGraph.GetChildren(resource, model.Resources))
        {
            await AnnounceConnectionStringsAsync(child, cancellationToken);
        }
    }

    private async Task WaitAsync(ResourceInstance instance, Task forced, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var dependencies = notifications.WaitForDependenciesAsync(instance.Resource, [instance.Id], waiting.Token);
        if (await Task.WhenAny(dependencies, forced) == forced)
        {
            await waiting.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        try
        {
            await dependencies;
        }
        catch (DistributedApplicationException exception)
        {
            throw new ResourceStartException(
                instance.Resource.Name, "A resource that it waits for did not come up.", exception.Message, lastLogLines: null, exception)
            {
                IsConsequence = true,
            };
        }
    }
}
