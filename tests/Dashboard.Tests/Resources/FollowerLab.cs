using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Migration.Dashboard.Resources;

namespace Migration.Dashboard.Tests.Resources;

/// <summary>The dashboard's side alone, with a clock of the test's.</summary>
internal sealed class FollowerLab : IAsyncDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly IHost _host;

    private FollowerLab(IHost host) => _host = host;

    public FakeTimeProvider Time { get; private init; } = new();

    public ResourceStore Store => _host.Services.GetRequiredService<ResourceStore>();

    public ResourceServiceClient Client => _host.Services.GetRequiredService<ResourceServiceClient>();

    public static async Task<FollowerLab> StartAsync(Uri? engine, string key = FakeEngine.Key, bool isLookedAt = true)
    {
        var time = new FakeTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Dashboard:ResourceService:Url", engine?.ToString()), new("Dashboard:ResourceService:Key", key)]);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddResources();
        var host = builder.Build();
        await host.StartAsync();
        if (isLookedAt)
        {
            host.Services.GetRequiredService<ResourceStore>().Ask();
        }

        return new FollowerLab(host) { Time = time };
    }

    /// <summary>Waits until the view is as the test wants it.</summary>
    public async Task<ResourceView> WaitAsync(Func<ResourceView, bool> condition, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<ResourceView>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = Store.Watch(Look);
        Look();
        return await found.Task.WaitAsync(cancellationToken);

        void Look()
        {
            if (Store.View is var view && condition(view))
            {
                found.TrySetResult(view);
            }
        }
    }

    /// <summary>
    /// Moves the clock on until the follower has called again, and then no more: a call whose answer is slow to come must not be given up for silence
    /// by a clock that runs faster than the machine.
    /// </summary>
    public async Task CallAgainAsync(FakeEngine engine, CancellationToken cancellationToken)
    {
        while (engine.Requests.IsEmpty)
        {
            Time.Advance(s_step);
            await Task.Delay(s_pause, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
