using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Migration.Hosting.Runtime.Observation;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>Waits until a resource is in a state.</summary>
    /// <param name="resourceName">The resource's name or the id of an instance.</param>
    /// <param name="targetState">The state, <see cref="KnownResourceStates.Running"/> if null.</param>
    /// <param name="cancellationToken">Gives the wait up; the exception then tells what was seen last.</param>
    /// <returns>Ends when the state is reached.</returns>
    /// <exception cref="DistributedApplicationException">The model has no such resource.</exception>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of several states.</summary>
    /// <param name="resourceName">The resource's name or the id of an instance.</param>
    /// <param name="targetStates">The states.</param>
    /// <param name="cancellationToken">Gives the wait up; the exception then tells what was seen last.</param>
    /// <returns>The state that was reached.</returns>
    /// <exception cref="DistributedApplicationException">The model has no such resource.</exception>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        ArgumentNullException.ThrowIfNull(targetStates);
        var states = targetStates.ToArray();
        var reached = await WaitForEventAsync(
            resourceName,
            resourceEvent => states.Contains(resourceEvent.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase),
            $"to be {string.Join(" or ", states)}",
            cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until an event of a resource satisfies a condition.</summary>
    /// <param name="resourceName">The resource's name or the id of an instance.</param>
    /// <param name="predicate">The condition; asked for the present state first.</param>
    /// <param name="cancellationToken">Gives the wait up; the exception then tells what was seen last.</param>
    /// <returns>The event.</returns>
    /// <exception cref="DistributedApplicationException">The model has no such resource.</exception>
    public Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        ArgumentNullException.ThrowIfNull(predicate);
        return WaitForEventAsync(resourceName, predicate, "to satisfy a condition", cancellationToken);
    }

    /// <summary>Waits until a resource is running, healthy and all handlers of its ready event have ended.</summary>
    /// <param name="resourceName">The resource's name or the id of an instance.</param>
    /// <param name="cancellationToken">Gives the wait up; the exception then tells what was seen last.</param>
    /// <returns>The event that reported it.</returns>
    /// <exception cref="DistributedApplicationException">
    /// The model has no such resource; or it cannot become healthy by itself and the default behavior is to stop.
    /// </exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until a resource is running, healthy and all handlers of its ready event have ended.</summary>
    /// <param name="resourceName">The resource's name or the id of an instance.</param>
    /// <param name="waitBehavior">Whether to fail when the resource has ended or its start has failed.</param>
    /// <param name="cancellationToken">Gives the wait up; the exception then tells what was seen last.</param>
    /// <returns>The event that reported it.</returns>
    /// <exception cref="DistributedApplicationException">
    /// The model has no such resource; or it cannot become healthy by itself and <paramref name="waitBehavior"/> is to stop.
    /// </exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        var found = await WaitForEventAsync(
            resourceName,
            resourceEvent => WaitConditions.IsReady(resourceEvent.Snapshot)
                || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && WaitConditions.IsUnavailable(resourceEvent.Snapshot)),
            "to be healthy",
            cancellationToken);
        if (!WaitConditions.IsReady(found.Snapshot))
        {
            throw new DistributedApplicationException(Describe(found, "to be healthy"));
        }

        await found.Snapshot.ReadyEventTask!.WaitAsync(cancellationToken);
        return found;
    }

    /// <summary>Waits for everything that a resource was told to wait for, and shows it as waiting meanwhile.</summary>
    /// <param name="resource">The resource that waits.</param>
    /// <param name="cancellationToken">Gives the wait up.</param>
    /// <returns>Ends when nothing is left to wait for.</returns>
    /// <exception cref="DistributedApplicationException">Something waited for failed, ended, or ended with another exit code.</exception>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WaitForDependenciesAsync(resource, _board.GetInstanceIds(resource.Name), cancellationToken);
    }

    /// <summary>The same for some of the resource's instances; the others are not shown as waiting.</summary>
    internal async Task WaitForDependenciesAsync(
        IResource resource, IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToArray();
        if (waits.Length == 0)
        {
            return;
        }

        foreach (var instanceId in instanceIds)
        {
            await PublishUpdateAsync(resource, instanceId, snapshot => snapshot with { State = KnownResourceStates.Waiting });
        }

        using var firstFailure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = waits.Select(wait => WaitForDependencyAsync(resource, wait, firstFailure.Token)).ToList();
        while (pending.Count > 0)
        {
            var ended = await Task.WhenAny(pending);
            pending.Remove(ended);
            if (!ended.IsCompletedSuccessfully)
            {
                await firstFailure.CancelAsync();
                await Task.WhenAll(pending).ContinueWith(
                    static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            await ended;
        }
    }

    private WaitBehavior DefaultWaitBehavior =>
        _serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior
        ?? WaitBehavior.WaitOnResourceUnavailable;

    private async Task WaitForDependencyAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var behavior = wait.WaitBehavior ?? DefaultWaitBehavior;
        var logger = _resourceLoggerService.GetLogger(resource);
        var goal = WaitConditions.DescribeGoal(wait);
        Log.WaitBegins(logger, wait.Resource.Name, goal);
        await Task.WhenAll(_board.GetInstanceIds(wait.Resource.Name).Select(id => WaitForInstanceAsync(id, wait, behavior, cancellationToken)));
        Log.WaitEnds(logger, wait.Resource.Name, goal);
    }

    private async Task WaitForInstanceAsync(
        string instanceId, WaitAnnotation wait, WaitBehavior behavior, CancellationToken cancellationToken)
    {
        var goal = WaitConditions.DescribeGoal(wait);
        var found = await WaitForEventAsync(
            instanceId,
            resourceEvent => WaitConditions.IsReached(wait, resourceEvent.Snapshot)
                || WaitConditions.IsLost(wait, behavior, resourceEvent.Snapshot),
            goal,
            cancellationToken);
        if (!WaitConditions.IsReached(wait, found.Snapshot))
        {
            throw new DistributedApplicationException(Describe(found, goal));
        }

        if (wait.WaitType == WaitType.WaitUntilHealthy)
        {
            await found.Snapshot.ReadyEventTask!.WaitAsync(cancellationToken);
        }
    }

    private async Task<ResourceEvent> WaitForEventAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, string goal, CancellationToken cancellationToken)
    {
        EnsureKnown(resourceName);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _applicationStopping);
        try
        {
            await foreach (var resourceEvent in WatchAsync(ended.Token))
            {
                if (IsNamed(resourceEvent, resourceName) && predicate(resourceEvent))
                {
                    return resourceEvent;
                }
            }
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(
                $"The wait for resource '{resourceName}' {goal} was given up. {DescribeNow(resourceName, goal)}", cancelled, cancellationToken);
        }
        catch (OperationCanceledException) when (_applicationStopping.IsCancellationRequested)
        {
            // Falls through: the application ended before the resource got there.
        }

        throw new OperationCanceledException(
            $"The application stopped while resource '{resourceName}' was waited for {goal}. {DescribeNow(resourceName, goal)}");
    }

    private void EnsureKnown(string resourceName)
    {
        var model = _serviceProvider.GetService<DistributedApplicationModel>();
        if (model is null || _board.Find(resourceName) is not null || _board.IsInstance(resourceName)
            || model.Resources.Any(resource => string.Equals(resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var names = string.Join(", ", model.Resources.Select(resource => resource.Name).Order(StringComparer.Ordinal));
        throw new DistributedApplicationException(string.Create(
            CultureInfo.InvariantCulture, $"The application has no resource '{resourceName}' to wait for. Its resources are: {names}."));
    }

    private string DescribeNow(string resourceName, string goal) => _board.Find(resourceName) is { } last
        ? Describe(last, goal)
        : $"Nothing is known of resource '{resourceName}' yet.";

    private string Describe(ResourceEvent resourceEvent, string goal) => WaitFailure.Describe(
        resourceEvent, goal, _resourceLoggerService.GetLastLines(resourceEvent.ResourceId, WaitFailure.LogLines));

    private static bool IsNamed(ResourceEvent resourceEvent, string name) =>
        string.Equals(resourceEvent.Resource.Name, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(resourceEvent.ResourceId, name, StringComparison.OrdinalIgnoreCase);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Waiting for resource '{Resource}' {Goal}.")]
        public static partial void WaitBegins(ILogger logger, string resource, string goal);

        [LoggerMessage(2, LogLevel.Information, "Waited for resource '{Resource}' {Goal}.")]
        public static partial void WaitEnds(ILogger logger, string resource, string goal);
    }
}
