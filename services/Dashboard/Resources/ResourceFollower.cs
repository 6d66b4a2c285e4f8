namespace Migration.Dashboard.Resources;

/// <summary>Keeps the store as the engine tells, and calls it again when it has gone silent.</summary>
internal sealed partial class ResourceFollower(
    ResourceServiceClient client, ResourceStore store, TimeProvider time, ILogger<ResourceFollower> logger) : BackgroundService
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!client.IsConfigured)
        {
            return;
        }

        store.SetLink(ResourceLink.Connecting);
        await store.WaitUntilAskedAsync(stoppingToken);
        var delay = FirstDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var message in client.WatchResourcesAsync(stoppingToken))
                {
                    delay = FirstDelay;
                    if (message.Resources is not null)
                    {
                        store.Apply(message);
                    }
                }
            }
            catch (ResourceServiceException exception)
            {
                // The engine listens a moment later than this process starts: the first calls in vain are no loss.
                var wasConnected = store.View.Link == ResourceLink.Connected;
                store.SetLink(store.View.Resources.Count > 0 ? ResourceLink.Lost : ResourceLink.Connecting, exception.Message);
                if (wasConnected)
                {
                    LogLost(exception.Message);
                }

                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The engine tells no more of its resources: {Reason}")]
    private partial void LogLost(string reason);
}
