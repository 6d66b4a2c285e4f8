using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Observation;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows the state of every resource, tells who watches, and lets others wait for a state.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly IServiceProvider _serviceProvider;
    private readonly ResourceLoggerService _resourceLoggerService;
    private readonly CancellationToken _applicationStopping;
    private readonly CancellationTokenSource _disposing = new();
    private readonly ResourceStateBoard _board = new();

    /// <summary>Creates the service.</summary>
    /// <param name="logger">Where failures of command callbacks go.</param>
    /// <param name="hostApplicationLifetime">Ends all waits when the application stops.</param>
    /// <param name="serviceProvider">The application's services.</param>
    /// <param name="resourceLoggerService">Gives the log lines that a failed wait shows.</param>
    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(hostApplicationLifetime);
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ArgumentNullException.ThrowIfNull(resourceLoggerService);
        _logger = logger;
        _serviceProvider = serviceProvider;
        _resourceLoggerService = resourceLoggerService;
        _applicationStopping = hostApplicationLifetime.ApplicationStopping;
    }

    /// <summary>Changes what is known of all instances of a resource.</summary>
    /// <param name="resource">The resource of the model.</param>
    /// <param name="stateFactory">Gets the newest snapshot and returns the changed one. Called once an instance, never concurrently.</param>
    /// <returns>Ends when the change is visible.</returns>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var resourceId in _board.GetInstanceIds(resource.Name))
        {
            await PublishUpdateAsync(resource, resourceId, stateFactory);
        }
    }

    /// <summary>Changes what is known of one instance of a resource.</summary>
    /// <param name="resource">The resource of the model.</param>
    /// <param name="resourceId">The instance.</param>
    /// <param name="stateFactory">Gets the newest snapshot and returns the changed one. Never called concurrently.</param>
    /// <returns>Ends when the change is visible.</returns>
    public Task PublishUpdateAsync(
        IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(stateFactory);
        _board.Update(resource, resourceId, previous => Complete(resource, previous, stateFactory(previous ?? CreateInitial(resource))));
        return Task.CompletedTask;
    }

    /// <summary>What is known now.</summary>
    /// <param name="resourceId">The id of an instance, or the name of a resource with one.</param>
    /// <param name="resourceEvent">The newest event.</param>
    /// <returns>False while nothing was published.</returns>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        resourceEvent = _board.Find(resourceId);
        return resourceEvent is not null;
    }

    /// <summary>Gives the newest state of everything, then every change in order.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>A stream that ends with the application.</returns>
    public IAsyncEnumerable<ResourceEvent> WatchAsync(CancellationToken cancellationToken = default) =>
        _board.WatchAsync(_disposing.Token, cancellationToken);

    /// <summary>Ends all streams and waits.</summary>
    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Tells what the instances of a resource are called; before that its name is its only id.</summary>
    internal void RegisterInstances(string resourceName, IReadOnlyList<string> instanceIds) =>
        _board.RegisterInstances(resourceName, instanceIds);

    /// <summary>The ids of a resource's instances, given its name or one of them.</summary>
    internal IReadOnlyList<string> GetInstanceIds(string nameOrId) => _board.GetInstanceIds(nameOrId);

    private static CustomResourceSnapshot CreateInitial(IResource resource) =>
        resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot
        ?? new CustomResourceSnapshot { ResourceType = ResourceTypeNames.Describe(resource), Properties = [] };

    private CustomResourceSnapshot Complete(IResource resource, CustomResourceSnapshot? previous, CustomResourceSnapshot snapshot)
    {
        var now = (_serviceProvider.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        var isSame = previous is not null && previous.HealthStatus == snapshot.HealthStatus
            && string.Equals(previous.State?.Text, snapshot.State?.Text, StringComparison.Ordinal);
        snapshot = snapshot with
        {
            CreationTimeStamp = snapshot.CreationTimeStamp ?? now,
            StateTimeStamp = isSame ? previous!.StateTimeStamp : now,
        };
        return snapshot with
        {
            Commands =
            [
                .. resource.Annotations.OfType<ResourceCommandAnnotation>()
                    .Select(command => CommandSnapshots.Create(command, snapshot, _serviceProvider, _logger)),
            ],
        };
    }
}
