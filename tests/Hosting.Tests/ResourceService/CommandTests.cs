using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.ResourceService;

namespace Migration.Hosting.Tests.ResourceService;

#pragma warning disable VSTHRD003 // What is awaited was begun by the test's own fakes.
[TestClass]
public sealed class CommandTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task Command_StopAndStart_AreDoneAndSeenInTheStream()
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.Add("web"), CancellationToken);
        await lab.WaitAsync("web", CancellationToken);
        using var reader = await lab.OpenAsync("/v1/resources", CancellationToken);

        (await SendAsync(lab, "web", "stop")).GetProperty("success").GetBoolean().Should().BeTrue();
        await reader.ReadResourceAsync("web", web => web.Text("state") == "Finished", CancellationToken);
        (await SendAsync(lab, "web", "start")).GetProperty("success").GetBoolean().Should().BeTrue();
        await reader.ReadResourceAsync("web", web => web.Text("state") == "Running", CancellationToken);
    }

    [TestMethod]
    public async Task Command_OfTheApplication_GivesItsResult()
    {
        await using var lab = await ServiceLab.StartAsync(
            fake => fake.Add("web").WithCommand("count", "Count", _ => Task.FromResult(
                CommandResults.Success("counted", new CommandResultData { Value = "{}", Format = CommandResultFormat.Json }))),
            CancellationToken);
        await lab.WaitAsync("web", CancellationToken);

        var answer = await SendAsync(lab, "web", "count");

        answer.Text("message").Should().Be("counted");
        answer.Text("result").Should().Be("{}");
        answer.Text("resultFormat").Should().Be("json");
    }

    [TestMethod]
    [DataRow("web", "start", "Running")]
    [DataRow("web", "flsh", "flsh")]
    [DataRow("wbe", "stop", "wbe")]
    [DataRow("web", "fail", "no cache")]
    public async Task Command_ThatCannotBeDone_FailsWithTheReason(string resource, string command, string reason)
    {
        await using var lab = await ServiceLab.StartAsync(
            fake => fake.Add("web").WithCommand("fail", "Fail", _ => throw new InvalidOperationException("no cache")), CancellationToken);
        await lab.WaitAsync("web", CancellationToken);

        var answer = await SendAsync(lab, resource, command);

        answer.GetProperty("success").GetBoolean().Should().BeFalse();
        answer.Text("message").Should().Contain(reason);
        lab.Fake.Processes.Started.Should().HaveCount(2);
    }

    [TestMethod]
    public async Task Command_WhoAskedHasLeft_GoesOn()
    {
        var begun = new TaskCompletionSource<CancellationToken>();
        var finish = new TaskCompletionSource();
        var finished = new TaskCompletionSource<bool>();
        await using var lab = await ServiceLab.StartAsync(
            fake => fake.Add("web").WithCommand("work", "Work", async context =>
            {
                begun.SetResult(context.CancellationToken);
                await finish.Task;
                finished.SetResult(context.CancellationToken.IsCancellationRequested);
                return CommandResults.Success();
            }),
            CancellationToken);
        await lab.WaitAsync("web", CancellationToken);
        using var leaving = new CancellationTokenSource();

        var sending = lab.PostAsync("/v1/commands", new { resource = "web", command = "work" }, leaving.Token);
        await begun.Task.WaitAsync(CancellationToken);
        await leaving.CancelAsync();
        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
        finish.SetResult();

        (await finished.Task.WaitAsync(CancellationToken)).Should().BeFalse();
    }

    [TestMethod]
    [DataRow("stop", "Finished")]
    [DataRow("restart", "Running")]
    public async Task Command_ThatEndsTheDashboardItself_IsAnsweredBeforeItEnds(string command, string stateAfterwards)
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.Add("web"), CancellationToken);
        var mayEnd = new TaskCompletionSource();
        var process = lab.DashboardProcess;
        process.StopGate = mayEnd.Task;

        // As the real one does: it does not end while it waits for the answer.
        var answer = await SendAsync(lab, "dashboard", command).WaitAsync(TimeSpan.FromMinutes(1), CancellationToken);
        process.Exited.IsCompleted.Should().BeFalse();
        mayEnd.SetResult();
        await process.Exited.WaitAsync(CancellationToken);

        answer.GetProperty("goesOn").GetBoolean().Should().BeTrue();
        await lab.Fake.Notifications.WaitForResourceAsync("dashboard", stateAfterwards, CancellationToken);
    }

    [TestMethod]
    public async Task Command_RestartOfTheDashboard_FindsTheSameServiceAgain()
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.Add("web"), CancellationToken);

        var first = lab.DashboardProcess;

        await SendAsync(lab, "dashboard", "restart");
        await first.Exited.WaitAsync(CancellationToken);
        await lab.Fake.Notifications.WaitForResourceAsync("dashboard", KnownResourceStates.Running, CancellationToken);

        var second = lab.Fake.Processes.Started.Last(process => process.Launch.FileName == "dashboard").Launch.Environment;
        second[ResourceServiceHost.KeyVariable].Should().Be(lab.Key);
        new Uri(second[ResourceServiceHost.UrlVariable]!).Should().Be(lab.Client.BaseAddress);
        (await lab.GetResourceAsync("web", CancellationToken)).Text("state").Should().Be("Running");
    }

    private Task<System.Text.Json.JsonElement> SendAsync(ServiceLab lab, string resource, string command) =>
        lab.PostAsync("/v1/commands", new { resource, command }, CancellationToken);
}
