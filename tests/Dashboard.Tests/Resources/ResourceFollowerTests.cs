using Migration.Dashboard.Resources;

namespace Migration.Dashboard.Tests.Resources;

[TestClass]
public sealed class ResourceFollowerTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task View_SnapshotThenChange_HasTheNewestInTheOrderOfTheFirst()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address);

        engine.TellSnapshot(FakeEngine.Resource("web"), FakeEngine.Resource("api"), FakeEngine.Resource("secret", more: ",\"isHidden\":true"));
        (await lab.WaitAsync(view => view.Resources.Count == 2, CancellationToken)).Application.Should().Be("AppHost");
        engine.TellChange(FakeEngine.Resource("web", "Finished"));

        var view = await lab.WaitAsync(view => view.Find("web")?.State == "Finished", CancellationToken);
        view.Link.Should().Be(ResourceLink.Connected);
        view.Resources.Select(resource => resource.Name).Should().Equal("web", "api");
    }

    [TestMethod]
    public async Task View_EngineEndsAndComesBack_KeepsWhatWasSeenAndFollowsAgain()
    {
        var first = await FakeEngine.StartAsync();
        var port = first.Address.Port;
        await using var lab = await FollowerLab.StartAsync(first.Address);
        first.TellSnapshot(FakeEngine.Resource("web"));
        await lab.WaitAsync(view => view.Link == ResourceLink.Connected, CancellationToken);

        await first.DisposeAsync();
        var lost = await lab.WaitAsync(view => view.Link == ResourceLink.Lost, CancellationToken);
        await using var second = await FakeEngine.StartAsync(port);
        await lab.CallAgainAsync(second, CancellationToken);
        second.TellSnapshot(FakeEngine.Resource("api"));

        lost.Find("web").Should().NotBeNull();
        lost.Problem.Should().NotBeNullOrEmpty();
        var view = await lab.WaitAsync(view => view.Link == ResourceLink.Connected, CancellationToken);
        view.Resources.Should().ContainSingle().Which.Name.Should().Be("api");
    }

    [TestMethod]
    public async Task View_EngineSaysNothingForLong_CountsAsLost()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address);
        engine.TellSnapshot(FakeEngine.Resource("web"));
        await lab.WaitAsync(view => view.Link == ResourceLink.Connected, CancellationToken);

        lab.Time.Advance(ResourceServiceClient.Silence);

        (await lab.WaitAsync(view => view.Link == ResourceLink.Lost, CancellationToken)).Problem.Should().Contain("15 s");
    }

    [TestMethod]
    public async Task View_LineThatIsNoMessage_CountsAsLost()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address);
        engine.TellSnapshot(FakeEngine.Resource("web"));
        engine.TellRaw("{\"type\":");

        (await lab.WaitAsync(view => view.Link == ResourceLink.Lost, CancellationToken)).Find("web").Should().NotBeNull();
    }

    [TestMethod]
    public async Task View_WrongKey_NeverConnectsAndSaysWhy()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address, key: "other");

        (await lab.WaitAsync(view => view.Problem is not null, CancellationToken)).Problem.Should().Contain("401");
        lab.Store.View.Link.Should().Be(ResourceLink.Connecting);
    }

    [TestMethod]
    public async Task View_NoEngine_IsAbsent()
    {
        await using var lab = await FollowerLab.StartAsync(engine: null);

        lab.Store.View.Link.Should().Be(ResourceLink.Absent);
        lab.Client.IsConfigured.Should().BeFalse();
    }

    [TestMethod]
    public async Task View_NobodyLooks_TheEngineIsNotCalled()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address, isLookedAt: false);

        await lab.Client.ExecuteAsync("web-1", "stop", CancellationToken);

        engine.Requests.Should().Equal("/v1/commands");
    }

    [TestMethod]
    public async Task Execute_Command_AsksForItAndGivesItsOutcome()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address);
        engine.Answer = _ => """{"success":false,"message":"no cache"}""";

        var outcome = await lab.Client.ExecuteAsync("web-1", "flush", CancellationToken);

        outcome.Should().Be(new CommandOutcome(Success: false, "no cache"));
        engine.Bodies.Should().ContainSingle().Which.Should().Be("""{"resource":"web-1","command":"flush"}""");
    }

    [TestMethod]
    public async Task Execute_EngineIsGone_FailsWithTheReason()
    {
        var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address);
        await engine.DisposeAsync();

        var outcome = await lab.Client.ExecuteAsync("web-1", "stop", CancellationToken);

        outcome.Success.Should().BeFalse();
        outcome.Message.Should().StartWith("The engine does not answer");
    }

    [TestMethod]
    public async Task Reveal_Secret_IsInNoAddress()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address);
        engine.Answer = _ => """{"value":"geheim"}""";

        (await lab.Client.RevealAsync("web-1", "variable", "PASSWORD", CancellationToken)).Should().Be("geheim");

        engine.Requests.Should().NotContain(request => request.Contains("geheim", StringComparison.Ordinal) || request.Contains(FakeEngine.Key, StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task WatchConsole_Lines_ComeAsTheyAreWritten()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var lab = await FollowerLab.StartAsync(engine.Address);
        engine.TellLines("web", 1, "one", "two");

        await using var batches = lab.Client.WatchConsoleAsync("web", CancellationToken).GetAsyncEnumerator(CancellationToken);
        await batches.MoveNextAsync();

        batches.Current.Select(line => line.Text).Should().Equal("one", "two");
        engine.Requests.Should().Contain("/v1/logs?follow=true&resource=web");
    }
}
