using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.Runtime.Orchestration;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Orchestration;

[TestClass]
public sealed class StartOrderTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task StartAsync_OneResource_PublishesItsEventsInOrder()
    {
        await using var fake = new FakeApp();
        var web = fake.Add("web").WithHttpEndpoint(env: "PORT");
        var happened = new ConcurrentQueue<string>();
        fake.Builder.Eventing.Subscribe<BeforeStartEvent>((_, _) => Note("BeforeStart"));
        fake.Builder.Eventing.Subscribe<BeforeResourceStartedEvent>(web.Resource, (_, _) =>
        {
            web.GetEndpoint("http").IsAllocated.Should().BeTrue();
            return Note("BeforeResourceStarted");
        });
        fake.Builder.Eventing.Subscribe<ResourceReadyEvent>(web.Resource, (_, _) => Note("ResourceReady"));
        var created = new TaskCompletionSource();
        fake.Builder.Eventing.Subscribe<AfterResourcesCreatedEvent>((_, _) =>
        {
            created.SetResult();
            return Task.CompletedTask;
        });

        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("web", CancellationToken);
        await created.Task.WaitAsync(CancellationToken);

        happened.Should().Equal("BeforeStart", "BeforeResourceStarted", "ResourceReady");
        fake.Processes.Started.Should().ContainSingle();

        Task Note(string what)
        {
            happened.Enqueue(what);
            return Task.CompletedTask;
        }
    }

    [TestMethod]
    public async Task WaitFor_DependencyNotHealthy_KeepsTheDependentWaitingUntilItIs()
    {
        await using var fake = new FakeApp();
        var db = fake.AddChecked("db");
        fake.Add("web").WaitFor(db);
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("db", cancellationToken: CancellationToken);
        await fake.Notifications.WaitForResourceAsync("web", KnownResourceStates.Waiting, CancellationToken);
        fake.Processes.Started.Should().ContainSingle();

        fake.SetHealth("db", HealthCheckResult.Healthy());
        await fake.AdvanceUntilAsync(fake.Notifications.WaitForResourceHealthyAsync("web", CancellationToken), Step);

        fake.Processes.Started.Select(process => process.Launch.FileName).Should().Equal("db", "web");
    }

    [TestMethod]
    public async Task WaitForStart_DependencyRuns_IsEnough()
    {
        await using var fake = new FakeApp();
        var db = fake.AddChecked("db");
        fake.Add("web").WaitForStart(db);

        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("web", cancellationToken: CancellationToken);

        fake.App.GetSnapshot("db").HealthStatus.Should().Be(HealthStatus.Unhealthy);
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public async Task WaitForCompletion_ExitCode_DecidesWhetherTheDependentStarts(int exitCode, bool starts)
    {
        await using var fake = new FakeApp();
        var migrate = fake.Add("migrate");
        fake.Add("web").WaitForCompletion(migrate);
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("migrate", cancellationToken: CancellationToken);

        fake.Processes.Single("migrate").Exit(exitCode);

        var state = await fake.Notifications.WaitForResourceAsync(
            "web", [KnownResourceStates.Running, KnownResourceStates.FailedToStart], CancellationToken);
        state.Should().Be(starts ? KnownResourceStates.Running : KnownResourceStates.FailedToStart);
    }

    [TestMethod]
    public async Task WaitForCompletion_AnotherExitCodeIsAskedFor_ThatOneIsSuccess()
    {
        await using var fake = new FakeApp();
        var probe = fake.Add("probe");
        fake.Add("web").WaitForCompletion(probe, exitCode: 7);
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("probe", cancellationToken: CancellationToken);

        fake.Processes.Single("probe").Exit(7);

        await fake.Notifications.WaitForResourceAsync("web", cancellationToken: CancellationToken);
    }

    [TestMethod]
    public async Task StartCommand_WaitingResource_StopsWaiting()
    {
        await using var fake = new FakeApp();
        var db = fake.AddChecked("db");
        fake.Add("web").WaitFor(db);
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("web", KnownResourceStates.Waiting, CancellationToken);

        var result = await fake.App.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.StartCommand, CancellationToken);

        result.Success.Should().BeTrue();
        fake.App.GetSnapshot("web").State!.Text.Should().Be(KnownResourceStates.Running);
    }

    [TestMethod]
    public async Task WithExplicitStart_Started_OnlyByItsCommand()
    {
        await using var fake = new FakeApp();
        fake.Add("tool").WithExplicitStart();
        var web = fake.Add("web");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("web", cancellationToken: CancellationToken);
        fake.App.GetSnapshot("tool").State!.Text.Should().Be(KnownResourceStates.NotStarted);

        await fake.App.ResourceCommands.ExecuteCommandAsync("tool", KnownResourceCommands.StartCommand, CancellationToken);

        fake.App.GetSnapshot("tool").State!.Text.Should().Be(KnownResourceStates.Running);
    }

    [TestMethod]
    public async Task StopAsync_ChainOfDependents_EndsThemBeforeWhatTheyNeed()
    {
        var fake = new FakeApp();
        await using (fake)
        {
            var db = fake.Add("db");
            var back = fake.Add("back").WaitFor(db);
            fake.Add("front").WaitFor(back);
            await fake.App.StartAsync(CancellationToken);
            await fake.Notifications.WaitForResourceHealthyAsync("front", CancellationToken);
        }

        fake.Processes.Started.OrderBy(process => process.StopNumber).Select(process => process.Launch.FileName)
            .Should().Equal("front", "back", "db");
    }

    [TestMethod]
    public async Task StopAsync_DependentThatDoesNotEnd_DoesNotKeepADatabaseFromItsOwnSignal()
    {
        var fake = new FakeApp();
        await using (fake)
        {
            var db = fake.Add("db");
            fake.Add("front").WaitFor(db);
            await fake.App.StartAsync(CancellationToken);
            await fake.Notifications.WaitForResourceHealthyAsync("front", CancellationToken);
            fake.Processes.Single("front").StopGate = Task.Delay(Timeout.Infinite, CancellationToken);
        }

        fake.Processes.Single("db").StopNumber.Should().BePositive("it was asked to stop although the dependent had not ended");
        fake.Processes.Started.Should().OnlyContain(process => process.Exited.IsCompleted);
    }

    [TestMethod]
    public async Task StopAsync_ServicesThatReferToEachOther_BothEnd()
    {
        var fake = new FakeApp();
        await using (fake)
        {
            var one = fake.Add("one").WithHttpEndpoint(env: "PORT");
            var two = fake.Add("two").WithHttpEndpoint(env: "PORT").WithReference(one.GetEndpoint("http"));
            one.WithReference(two.GetEndpoint("http"));
            await fake.App.StartAsync(CancellationToken);
            await fake.Notifications.WaitForResourceHealthyAsync("one", CancellationToken);
            await fake.Notifications.WaitForResourceHealthyAsync("two", CancellationToken);
        }

        fake.Processes.Started.Should().OnlyContain(process => process.Exited.IsCompleted);
    }

    [TestMethod]
    public async Task StopAsync_WhileSomethingStillWaits_EndsAtOnce()
    {
        await using var fake = new FakeApp();
        var db = fake.AddChecked("db");
        fake.Add("web").WaitFor(db);
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("db", cancellationToken: CancellationToken);
        await fake.Notifications.WaitForResourceAsync("web", KnownResourceStates.Waiting, CancellationToken);

        await fake.App.StopAsync(CancellationToken);

        fake.App.GetSnapshot("web").State!.Text.Should().Be(KnownResourceStates.NotStarted);
        fake.App.GetSnapshot("db").State!.Text.Should().Be(KnownResourceStates.Finished);
    }

    [TestMethod]
    public async Task StartAsync_TheApplicationIsOnItsWayDown_SaysNotStarted()
    {
        await using var fake = new FakeApp();
        var web = fake.Add("web");
        var resources = fake.App.Services.GetRequiredService<ResourceSet>();
        resources.Load(fake.Notifications, fake.App.Services.GetRequiredService<ResourceLoggerService>());
        fake.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await resources.GetControllers(web.Resource).Single().StartAsync(CancellationToken);

        fake.Processes.Started.Should().BeEmpty();
        fake.App.GetSnapshot("web").State!.Text.Should().Be(KnownResourceStates.NotStarted);
    }
}
