using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Observation;

[TestClass]
public sealed class WaitTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task WaitForResourceAsync_UnknownName_ThrowsWithTheNamesThereAre()
    {
        await using var fake = new FakeApp();
        fake.Add("db");
        fake.Add("web");

        var waiting = () => fake.Notifications.WaitForResourceAsync("dbb", cancellationToken: CancellationToken);

        (await waiting.Should().ThrowAsync<DistributedApplicationException>()).WithMessage("*'dbb'*db, web*");
    }

    [TestMethod]
    public async Task WaitForResourceAsync_SeveralStates_ReturnsTheOneThatWasReached()
    {
        await using var fake = new FakeApp();
        fake.Add("job");
        await fake.App.StartAsync(CancellationToken);
        var reached = fake.Notifications.WaitForResourceAsync("job", KnownResourceStates.TerminalStates, CancellationToken);
        await fake.Notifications.WaitForResourceAsync("job", KnownResourceStates.Running, CancellationToken);

        fake.Processes.Single("job").Exit(0);

        (await reached).Should().Be(KnownResourceStates.Finished);
        fake.App.GetSnapshot("job").ExitCode.Should().Be(0);
    }

    [TestMethod]
    public async Task WaitForResourceHealthyAsync_CheckTurnsHealthy_WaitsForTheReadyHandlersToo()
    {
        await using var fake = new FakeApp();
        var db = fake.AddChecked("db");
        var handlerMayEnd = new TaskCompletionSource();
        var handlers = 0;
        fake.Builder.Eventing.Subscribe<ResourceReadyEvent>(db.Resource, (_, _) =>
        {
            handlers++;
            return handlerMayEnd.Task;
        });
        await fake.App.StartAsync(CancellationToken);
        var healthy = fake.Notifications.WaitForResourceHealthyAsync("db", CancellationToken);
        fake.SetHealth("db", HealthCheckResult.Healthy());
        await fake.AdvanceUntilAsync(
            fake.Notifications.WaitForResourceAsync("db", seen => seen.Snapshot.HealthStatus == HealthStatus.Healthy, CancellationToken), Step);
        healthy.IsCompleted.Should().BeFalse("a handler of the ready event still works");

        handlerMayEnd.SetResult();

        (await healthy).Snapshot.HealthStatus.Should().Be(HealthStatus.Healthy);
        handlers.Should().Be(1);
    }

    [TestMethod]
    public async Task WaitForResourceHealthyAsync_ResourceEndsAndBehaviorIsStop_ThrowsWithStateExitCodeAndLog()
    {
        await using var fake = new FakeApp();
        fake.AddChecked("db");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("db", cancellationToken: CancellationToken);
        var waiting = fake.Notifications.WaitForResourceHealthyAsync("db", WaitBehavior.StopOnResourceUnavailable, CancellationToken);

        fake.Processes.Single("db").Write("FATAL: lock file exists", isError: true);
        fake.Processes.Single("db").Exit(3);

        var failure = await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<DistributedApplicationException>();
        failure.Which.Message.Should().ContainAll("'db'", "exit code 3", "FATAL: lock file exists");
    }

    [TestMethod]
    public async Task WaitForResourceHealthyAsync_ResourceEndsAndBehaviorIsWait_WaitsForTheNextStart()
    {
        await using var fake = new FakeApp();
        fake.AddChecked("db");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("db", cancellationToken: CancellationToken);
        var waiting = fake.Notifications.WaitForResourceHealthyAsync("db", WaitBehavior.WaitOnResourceUnavailable, CancellationToken);
        fake.Processes.Single("db").Exit(3);
        await fake.Notifications.WaitForResourceAsync("db", KnownResourceStates.Finished, CancellationToken);
        waiting.IsCompleted.Should().BeFalse();

        fake.SetHealth("db", HealthCheckResult.Healthy());
        await fake.App.ResourceCommands.ExecuteCommandAsync("db", KnownResourceCommands.StartCommand, CancellationToken);

        await fake.AdvanceUntilAsync(waiting, Step);
    }

    [TestMethod]
    public async Task WaitForResourceHealthyAsync_NeverHealthy_FailsAfterTheStartTimeoutWithTheReason()
    {
        await using var fake = new FakeApp("--StartTimeout=30");
        fake.AddChecked("db");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("db", cancellationToken: CancellationToken);
        fake.Processes.Single("db").Write("waiting for a key");

        var waiting = fake.AdvanceUntilAsync(fake.Notifications.WaitForResourceHealthyAsync("db", CancellationToken), Step);

        var failure = await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<DistributedApplicationException>();
        failure.Which.Message.Should().ContainAll("Running", "within 30 s", "db_check", "connection refused", "StartTimeout", "waiting for a key");
    }

    [TestMethod]
    public async Task WaitForResourceHealthyAsync_GivenUp_TellsWhatWasSeenLast()
    {
        await using var fake = new FakeApp();
        fake.AddChecked("db");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("db", cancellationToken: CancellationToken);
        await fake.Notifications.WaitForResourceAsync(
            "db", seen => seen.Snapshot.HealthReports.Any(report => report.Status is not null), CancellationToken);
        using var patience = new CancellationTokenSource();
        var waiting = fake.Notifications.WaitForResourceHealthyAsync("db", patience.Token);

        await patience.CancelAsync();

        var failure = await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        failure.Which.Message.Should().ContainAll("'db'", "Running (Unhealthy)", "connection refused");
        failure.Which.CancellationToken.Should().Be(patience.Token);
    }

    [TestMethod]
    public async Task WaitForResourceAsync_ApplicationStops_EndsWithAReason()
    {
        await using var fake = new FakeApp();
        fake.Add("db");
        await fake.App.StartAsync(CancellationToken);
        var waiting = fake.Notifications.WaitForResourceAsync("db", "NeverReached", CancellationToken.None);

        await fake.App.StopAsync(CancellationToken);

        (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>())
            .Which.Message.Should().Contain("application stopped");
    }

    [TestMethod]
    public async Task WaitForResourceHealthyAsync_ReadyHandlerThrows_FailsWithItsError()
    {
        await using var fake = new FakeApp();
        var db = fake.Add("db");
        fake.Builder.Eventing.Subscribe<ResourceReadyEvent>(db.Resource, (_, _) => throw new InvalidOperationException("cannot create the database"));
        await fake.App.StartAsync(CancellationToken);

        var waiting = () => fake.Notifications.WaitForResourceHealthyAsync("db", CancellationToken);

        await waiting.Should().ThrowAsync<InvalidOperationException>().WithMessage("cannot create the database");
    }
}
