using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Tests.Runtime.Support;

/// <summary>An application whose processes and clock belong to the test.</summary>
internal sealed class FakeApp : IAsyncDisposable
{
    private readonly Dictionary<string, HealthCheckResult> _health = [];
    private DistributedApplication? _app;

    public FakeApp(params string[] args)
        : this(hasDashboard: false, args)
    {
    }

    public FakeApp(bool hasDashboard, params string[] args)
    {
        Builder = TestApp.CreateBuilder(hasDashboard, args);
        Builder.Services.AddSingleton<IProcessRunner>(Processes);
        Builder.Services.AddSingleton<TimeProvider>(Time);
    }

    public IDistributedApplicationBuilder Builder { get; }

    public FakeProcessRunner Processes { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public int HealthChecks { get; private set; }

    public DistributedApplication App => _app ??= Builder.Build();

    public ResourceNotificationService Notifications => App.ResourceNotifications;

    /// <summary>An executable whose program is named like the resource.</summary>
    public IResourceBuilder<ExecutableResource> Add(string name) => Builder.AddResource(new ExecutableResource(name, name, "/"));

    /// <summary>One with a health check, unhealthy until <see cref="SetHealth"/> says otherwise.</summary>
    public IResourceBuilder<ExecutableResource> AddChecked(string name)
    {
        _health[name] = HealthCheckResult.Unhealthy("connection refused");
        Builder.Services.AddHealthChecks().AddCheck($"{name}_check", () =>
        {
            HealthChecks++;
            return _health[name];
        });
        return Add(name).WithHealthCheck($"{name}_check");
    }

    public void SetHealth(string name, HealthCheckResult result) => _health[name] = result;

    /// <summary>Moves the clock on, as often as it takes for the task to end.</summary>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(step);
            await Task.WhenAny(task, Task.Delay(5, CancellationToken.None));
        }

        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            var stopping = _app.StopAsync(CancellationToken.None);
            while (!stopping.IsCompleted)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(stopping, Task.Delay(5, CancellationToken.None));
            }

            await stopping;
            await _app.DisposeAsync();
        }
    }
}
