using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.ResourceService.Contract;

namespace Migration.Hosting.ResourceService;

/// <summary>All resources, then each change.</summary>
internal sealed class ResourceStream(
    ResourceNotificationService notifications, ResourceItems items, IHostEnvironment environment, TimeProvider timeProvider)
{
    public const int ContractVersion = 1;

    public async Task SendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var output = new LineOutput<ResourceMessage>(context, ContractJson.Default.ResourceMessage, new ResourceMessage(ResourceMessage.Ping), timeProvider);
        output.Begin();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var states = new LatestStates();
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var taking = states.TakeAsync(notifications.WatchAsync(leaving.Token), known.SetResult, leaving.Token);
        try
        {
            await Task.WhenAny(known.Task, taking);
            await output.WriteAsync(Create(ResourceMessage.Snapshot, states) with { Contract = ContractVersion, Application = environment.ApplicationName }, cancellationToken);
            while (await output.PingUntilAsync(states.WaitAsync(cancellationToken), cancellationToken))
            {
                var change = Create(ResourceMessage.Change, states);
                if (change.Resources!.Count > 0)
                {
                    await output.WriteAsync(change, cancellationToken);
                }
            }
        }
        finally
        {
            await leaving.CancelAsync();
            await taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private ResourceMessage Create(string type, LatestStates states) =>
        new(type) { Resources = [.. states.Drain().Select(items.Create)] };
}
