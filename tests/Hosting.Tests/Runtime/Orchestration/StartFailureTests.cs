using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.Runtime.Notices;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Orchestration;

[TestClass]
public sealed class StartFailureTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task StartAsync_ProgramDoesNotExist_FailsTheResourceWithCauseAndCure()
    {
        var builder = TestApp.CreateBuilder();
        builder.AddResource(new ExecutableResource("tool", "no-such-program-4711", "/"));
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken);

        await app.ResourceNotifications.WaitForResourceAsync("tool", KnownResourceStates.FailedToStart, CancellationToken);

        app.GetSnapshot("tool").StartFailure.Should().ContainAll("'tool'", "no-such-program-4711", "PATH", "Install it");
        var waiting = () => app.ResourceNotifications.WaitForResourceHealthyAsync("tool", CancellationToken);
        (await waiting.Should().ThrowAsync<DistributedApplicationException>()).Which.Message.Should().Contain("no-such-program-4711");
    }

    [TestMethod]
    public async Task StartAsync_WorkingDirectoryDoesNotExist_FailsTheResourceWithCauseAndCure()
    {
        var builder = TestApp.CreateBuilder();
        builder.AddResource(new ExecutableResource("tool", "sh", "/no/such/directory"));
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken);

        await app.ResourceNotifications.WaitForResourceAsync("tool", KnownResourceStates.FailedToStart, CancellationToken);

        app.GetSnapshot("tool").StartFailure.Should().ContainAll("'/no/such/directory'", "does not exist");
    }

    [TestMethod]
    public async Task StartAsync_ServiceEndsAtStart_WaitsFailWithExitCodeAndLog()
    {
        var builder = TestApp.CreateBuilder();
        builder.AddService("web", "exit=3").WithHttpHealthCheck();
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken);

        var waiting = () => app.ResourceNotifications.WaitForResourceHealthyAsync("web", CancellationToken);

        var failure = await waiting.Should().ThrowAsync<DistributedApplicationException>();
        failure.Which.Message.Should().ContainAll("'web'", "exit code 3", "cannot read the configuration file");
    }

    [TestMethod]
    public async Task StartAsync_DependencyFails_DependentFailsAndNamesIt()
    {
        await using var fake = new FakeApp();
        var db = fake.AddChecked("db");
        fake.Add("web").WaitFor(db);
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("db", cancellationToken: CancellationToken);

        fake.Processes.Single("db").Write("disk full", isError: true);
        fake.Processes.Single("db").Exit(1);
        await fake.Notifications.WaitForResourceAsync("web", KnownResourceStates.FailedToStart, CancellationToken);

        fake.App.GetSnapshot("web").StartFailure.Should().ContainAll("'web'", "'db'", "exit code 1", "disk full");
        fake.Processes.Started.Should().ContainSingle("web must not be started");
        var notices = fake.App.Services.GetRequiredService<NoticeBoard>().All;
        notices.Where(notice => notice.Text.Contains("disk full", StringComparison.Ordinal)).Should().ContainSingle("the cause is told once");
    }

    [TestMethod]
    public async Task StartAsync_RunnerRefuses_StartsAfterTheCauseIsGone()
    {
        await using var fake = new FakeApp();
        fake.Add("web");
        fake.Processes.Refusal = new ProcessStartException("The program is being replaced.", "Wait.");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("web", KnownResourceStates.FailedToStart, CancellationToken);

        fake.Processes.Refusal = null;
        await fake.App.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.StartCommand, CancellationToken);

        fake.App.GetSnapshot("web").State!.Text.Should().Be(KnownResourceStates.Running);
        fake.App.GetSnapshot("web").StartFailure.Should().BeNull();
    }

    [TestMethod]
    public async Task StartAsync_ContainerWithoutLauncher_IsRefusedBeforeAnythingStarts()
    {
        await using var fake = new FakeApp();
        fake.Add("web");
        fake.Builder.AddResource(new ContainerResource("cache"));

        var start = () => fake.App.StartAsync(CancellationToken);

        (await start.Should().ThrowAsync<DistributedApplicationException>()).WithMessage("*'cache' is a container*AddExecutable*");
        fake.Processes.Started.Should().BeEmpty();
    }

    [TestMethod]
    public async Task StartAsync_ParameterWithoutValue_FailsWhatNeedsItAndNamesTheSetting()
    {
        await using var fake = new FakeApp();
        var key = fake.Builder.AddParameter("api-key");
        fake.Add("web").WithEnvironment("API_KEY", key);
        await fake.App.StartAsync(CancellationToken);

        await fake.Notifications.WaitForResourceAsync("web", KnownResourceStates.FailedToStart, CancellationToken);

        fake.App.GetSnapshot("web").StartFailure.Should().ContainAll("'web'", "Parameters:api-key");
    }

    [TestMethod]
    public async Task Crash_LongAfterTheStart_IsToldWithTheLastLines()
    {
        await using var fake = new FakeApp();
        fake.Add("web");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("web", CancellationToken);
        fake.Time.Advance(TimeSpan.FromMinutes(5));

        fake.Processes.Single("web").Write("Unhandled exception.", isError: true);
        fake.Processes.Single("web").Exit(134);
        await fake.Notifications.WaitForResourceAsync("web", KnownResourceStates.Finished, CancellationToken);

        fake.App.GetSnapshot("web").StartFailure.Should().BeNull();
        fake.App.Services.GetRequiredService<NoticeBoard>().All.Should().ContainSingle()
            .Which.Text.Should().ContainAll("'web'", "exit code 134", "Unhandled exception.");
    }
}
