using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.Hosting.Runtime.Health;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Health;

[TestClass]
public sealed class HealthMonitorTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    [DataRow(false, 1, 0, 75, DisplayName = "At the start it asks again at once")]
    [DataRow(false, 20, 2_000, 75, DisplayName = "and stays quick for the first seconds")]
    [DataRow(false, 90, 20_000, 500, DisplayName = "then a fortieth of the time passed")]
    [DataRow(false, 900, 600_000, 5_000, DisplayName = "but never more than 5 s")]
    [DataRow(true, 0, 20_000, 30_000, DisplayName = "Healthy: every 30 s")]
    [DataRow(true, 1, 90_000, 1_000, DisplayName = "Once ill: after 1 s")]
    [DataRow(true, 3, 90_000, 3_000, DisplayName = "2 s, 3 s …")]
    [DataRow(true, 9, 90_000, 5_000, DisplayName = "up to 5 s")]
    public void GetDelay_StateOfTheResource_IsTheIntervalToTheNextCheck(bool wasReady, int failures, int sinceStart, int expected)
    {
        HealthMonitor.GetDelay(wasReady, failures, TimeSpan.FromMilliseconds(sinceStart)).Should().Be(TimeSpan.FromMilliseconds(expected));
    }

    [TestMethod]
    public async Task ResourceReadyEvent_HealthyIllAndHealthyAgain_IsPublishedOncePerStart()
    {
        await using var fake = new FakeApp();
        var ready = 0;
        fake.Builder.Eventing.Subscribe<ResourceReadyEvent>(fake.AddChecked("db").Resource, (_, _) =>
        {
            ready++;
            return Task.CompletedTask;
        });
        fake.SetHealth("db", HealthCheckResult.Healthy());
        await fake.App.StartAsync(CancellationToken);
        await fake.AdvanceUntilAsync(fake.Notifications.WaitForResourceHealthyAsync("db", CancellationToken), TimeSpan.FromMilliseconds(10));

        fake.SetHealth("db", HealthCheckResult.Degraded("slow"));
        await fake.AdvanceUntilAsync(WaitForHealth(fake, HealthStatus.Degraded), TimeSpan.FromSeconds(10));
        fake.SetHealth("db", HealthCheckResult.Healthy());
        await fake.AdvanceUntilAsync(WaitForHealth(fake, HealthStatus.Healthy), TimeSpan.FromSeconds(1));
        ready.Should().Be(1);

        await fake.App.ResourceCommands.ExecuteCommandAsync("db", KnownResourceCommands.RestartCommand, CancellationToken);
        await fake.AdvanceUntilAsync(fake.Notifications.WaitForResourceHealthyAsync("db", CancellationToken), TimeSpan.FromMilliseconds(10));
        ready.Should().Be(2);
    }

    [TestMethod]
    public async Task StartAsync_HealthCheckThatIsNotRegistered_IsRefusedWithTheCure()
    {
        await using var fake = new FakeApp();
        fake.Add("db").WithHealthCheck("forgotten");

        var start = () => fake.App.StartAsync(CancellationToken);

        (await start.Should().ThrowAsync<DistributedApplicationException>()).WithMessage("*'db'*'forgotten'*not registered*AddCheck*");
        fake.Processes.Started.Should().BeEmpty();
    }

    [TestMethod]
    public async Task Snapshot_BeforeTheFirstCheck_CountsAsUnhealthy()
    {
        await using var fake = new FakeApp();
        fake.AddChecked("db");
        var seen = new List<CustomResourceSnapshot>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var watching = WatchAsync();
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync(
            "db", happened => happened.Snapshot.HealthReports.Any(report => report.Status is not null), CancellationToken);
        await ended.CancelAsync();
        await watching;

        var running = seen.First(snapshot => snapshot.State?.Text == KnownResourceStates.Running);
        running.HealthReports.Should().ContainSingle().Which.Status.Should().BeNull();
        running.HealthStatus.Should().Be(HealthStatus.Unhealthy);

        async Task WatchAsync()
        {
            try
            {
                await foreach (var happened in fake.Notifications.WatchAsync(ended.Token))
                {
                    seen.Add(happened.Snapshot);
                }
            }
            catch (OperationCanceledException)
            {
                // Enough was seen.
            }
        }
    }

    private Task<ResourceEvent> WaitForHealth(FakeApp fake, HealthStatus status) =>
        fake.Notifications.WaitForResourceAsync("db", seen => seen.Snapshot.HealthStatus == status, CancellationToken);
}
