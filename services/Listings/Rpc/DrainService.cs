namespace Migration.Listings.Rpc;

/// <summary>
/// A graceful end: refuse new calls in a way that lets them run elsewhere, let those under way end, and only then let the server close
/// its connections.
/// </summary>
internal sealed partial class DrainService(
    Traffic traffic, DrainOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DrainService> logger) : IHostedLifecycleService
{
    private CancellationTokenRegistration _stopping;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anything else that ends: the first sign of a stop already refuses.
        _stopping = lifetime.ApplicationStopping.Register(() => _ = traffic.DrainAsync());
        return Task.CompletedTask;
    }

    /// <summary>Comes before the server stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var ended = traffic.DrainAsync();
        Log.Draining(logger, traffic.Active);
        try
        {
            await Task.Delay(options.Notice, time, cancellationToken);
#pragma warning disable VSTHRD003 // The calls under way end it, and none of them waits for this.
            await ended.WaitAsync(options.Longest, time, cancellationToken);
#pragma warning restore VSTHRD003
        }
        catch (Exception tooLong) when (tooLong is TimeoutException or OperationCanceledException)
        {
            Log.CallsLeft(logger, traffic.Active);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await _stopping.DisposeAsync();

    private static partial class Log
    {
        [LoggerMessage(50, LogLevel.Information, "Draining: {Active} calls under way", EventName = "Draining")]
        public static partial void Draining(ILogger logger, int active);

        [LoggerMessage(51, LogLevel.Warning, "{Active} calls did not end in time and are cut off", EventName = "CallsCutOff")]
        public static partial void CallsLeft(ILogger logger, int active);
    }
}
