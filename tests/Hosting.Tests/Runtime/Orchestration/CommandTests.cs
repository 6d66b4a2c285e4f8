using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Orchestration;

[TestClass]
public sealed class CommandTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task Stop_RunningResource_FinishesItAndStartBringsItBack()
    {
        await using var fake = new FakeApp();
        fake.Add("web");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("web", CancellationToken);

        (await ExecuteAsync(fake, KnownResourceCommands.StopCommand)).Success.Should().BeTrue();
        fake.App.GetSnapshot("web").State!.Text.Should().Be(KnownResourceStates.Finished);
        fake.App.GetSnapshot("web").StopTimeStamp.Should().NotBeNull();

        (await ExecuteAsync(fake, KnownResourceCommands.StartCommand)).Success.Should().BeTrue();
        fake.App.GetSnapshot("web").State!.Text.Should().Be(KnownResourceStates.Running);
        fake.App.GetSnapshot("web").ExitCode.Should().BeNull();
        fake.Processes.Started.Should().HaveCount(2);
    }

    [TestMethod]
    public async Task Restart_RunningResource_KeepsItsPortsAndItsId()
    {
        var builder = TestApp.CreateBuilder();
        var web = builder.AddService("web").WithHttpHealthCheck();
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken);
        var before = await app.ResourceNotifications.WaitForResourceHealthyAsync("web", CancellationToken);
        var url = web.GetEndpoint("http").Url;

        await app.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.RestartCommand, CancellationToken);
        var after = await app.ResourceNotifications.WaitForResourceHealthyAsync("web", CancellationToken);

        after.ResourceId.Should().Be(before.ResourceId);
        after.Snapshot.GetProcessId().Should().NotBe(before.Snapshot.GetProcessId());
        web.GetEndpoint("http").Url.Should().Be(url);
        await app.StopAsync(CancellationToken);
    }

    [TestMethod]
    public async Task Commands_StateOfTheResource_DecidesWhichAreEnabled()
    {
        await using var fake = new FakeApp();
        fake.Add("web");
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("web", CancellationToken);
        GetEnabled(fake).Should().BeEquivalentTo("stop", "restart");

        await ExecuteAsync(fake, KnownResourceCommands.StopCommand);

        GetEnabled(fake).Should().BeEquivalentTo("start");
    }

    [TestMethod]
    public async Task ExecuteCommandAsync_OwnCommand_GetsTheInstanceAndItsResultComesBack()
    {
        await using var fake = new FakeApp();
        string? instance = null;
        fake.Add("web").WithCommand("flush", "Flush", context =>
        {
            instance = context.ResourceName;
            return Task.FromResult(CommandResults.Success("flushed 3 entries"));
        });
        await fake.App.StartAsync(CancellationToken);

        var result = await ExecuteAsync(fake, "flush");

        result.Message.Should().Be("flushed 3 entries");
        instance.Should().StartWith("web-");
    }

    [TestMethod]
    public async Task ExecuteCommandAsync_CommandThrows_IsAFailureWithItsMessage()
    {
        await using var fake = new FakeApp();
        fake.Add("web").WithCommand("flush", "Flush", _ => throw new InvalidOperationException("no cache"));
        await fake.App.StartAsync(CancellationToken);

        var result = await ExecuteAsync(fake, "flush");

        result.Success.Should().BeFalse();
        result.Message.Should().Be("no cache");
        (await fake.App.GetLogAsync("web")).Should().Contain(line => line.Contains("'flush' failed: no cache", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task ExecuteCommandAsync_UnknownCommandOrResource_SaysWhatThereIs()
    {
        await using var fake = new FakeApp();
        fake.Add("web");
        await fake.App.StartAsync(CancellationToken);

        (await ExecuteAsync(fake, "flsh")).Message.Should().ContainAll("'flsh'", "start, stop, restart");
        await FluentActions.Awaiting(() => fake.App.ResourceCommands.ExecuteCommandAsync("wbe", "stop", CancellationToken))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*'wbe'*");
    }

    private static IEnumerable<string> GetEnabled(FakeApp fake) => fake.App.GetSnapshot("web").Commands
        .Where(command => command.State == ResourceCommandState.Enabled)
        .Select(command => command.Name);

    private Task<ExecuteCommandResult> ExecuteAsync(FakeApp fake, string command) =>
        fake.App.ResourceCommands.ExecuteCommandAsync("web", command, CancellationToken);
}
