using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Stops everything, dependents before what they need, side by side where nothing stands between them.</summary>
internal sealed class OrderlyStop(ResourceSet resources, TimeProvider timeProvider)
{
    /// <summary>After that time nobody waits for dependents any more: a database must still get its own signal before SIGKILL.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>What has not ended by then gets SIGKILL, so that the whole stop takes less than five seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var impatient = new CancellationTokenSource(Patience, timeProvider);
        using var limit = new CancellationTokenSource(Limit, timeProvider);
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var order = ResourceGraph.GetStopOrder(resources.All);
        var stops = new Dictionary<IResource, TaskCompletionSource>();
        foreach (var resource in resources.All)
        {
            stops[resource] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await Task.WhenAll(resources.All.Select(async resource =>
        {
            var dependents = Task.WhenAll(order[resource].Select(dependent => stops[dependent].Task));
            await dependents.WaitAsync(impatient.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAll(resources.GetControllers(resource).Select(controller => controller.StopAsync(hurry.Token)));
            stops[resource].SetResult();
        }));
    }
}
