using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Migration.Dashboard.Resources;

namespace Migration.Dashboard.Tests.Resources;

/// <summary>The dashboard's side alone, with a clock of the test's.</summary>
internal sealed class FollowerLab : IAsyncDisposable
{
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

    /// <summary>The same, the clock moving on meanwhile.</summary>
    public async Task<ResourceView> AdvanceUntilAsync(Func<ResourceView, bool> condition, TimeSpan step, CancellationToken cancellationToken)
    {
        var waiting = WaitAsync(condition, cancellationToken);
        while (!waiting.IsCompleted)
        {
            Time.Advance(step);
            await Task.WhenAny(waiting, Task.Delay(5, cancellationToken));
        }

        return await waiting;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
