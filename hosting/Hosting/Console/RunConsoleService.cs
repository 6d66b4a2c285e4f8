using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.RunConsole;

/// <summary>
/// Shows the run. Registered before everything that starts resources, so that it is there first and leaves last.
/// </summary>
internal sealed class RunConsoleService(
    RunNarrator narrator,
    IRunView view,
    ResourceNotificationService notifications,
    RunMessages messages,
    TimeProvider timeProvider) : IHostedService, IAsyncDisposable
{
    /// <summary>How long a silent start may take before the missing resources are named, and how often they are named again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<Action> _steps = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private ITimer? _reminder;
    private Task _showing = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _reminder = timeProvider.CreateTimer(_ => Do(narrator.Remind), state: null, Patience, Patience);
        _showing = Task.WhenAll(view.RunAsync(ShowAsync), FollowResourcesAsync(), FollowMessagesAsync());
        return Task.CompletedTask;
    }

    /// <summary>Says that the application is on its way down.</summary>
    public void ShowStopping() => Do(narrator.Stop);

    /// <summary>Leaves the terminal as it was found, now.</summary>
    public void Abandon() => view.Abandon();

    public Task StopAsync(CancellationToken cancellationToken) => EndAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        while (messages.Reader.TryRead(out var late))
        {
            view.Write(late);
        }

        _ending.Dispose();
    }

    private async Task EndAsync()
    {
        if (!_ending.IsCancellationRequested)
        {
            await _ending.CancelAsync();
            _reminder?.Dispose();
        }

        await _showing;
    }

    private void Do(Action step) => _steps.Writer.TryWrite(step);

    private async Task ShowAsync()
    {
        narrator.Begin();
        await foreach (var step in _steps.Reader.ReadAllAsync())
        {
            step();
        }

        narrator.End();
    }

    private async Task FollowResourcesAsync()
    {
        try
        {
            await foreach (var resourceEvent in notifications.WatchAsync(_ending.Token))
            {
                Do(() => narrator.Tell(resourceEvent));
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The end of the run is the end of its stream.
        }
    }

    private async Task FollowMessagesAsync()
    {
        try
        {
            await foreach (var message in messages.Reader.ReadAllAsync(_ending.Token))
            {
                Do(() => narrator.Tell(message));
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            while (messages.Reader.TryRead(out var message))
            {
                Do(() => narrator.Tell(message));
            }
        }
        finally
        {
            _steps.Writer.TryComplete();
        }
    }
}
