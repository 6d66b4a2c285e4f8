using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.RunConsole;

namespace Migration.Hosting.Tests.RunConsole;

[TestClass]
public sealed class LiveRunViewTests
{
    [TestMethod]
    public async Task Table_In80Columns_ShowsEveryColumnUnbroken()
    {
        var screen = await ShowAsync(story => story
            .Healthy("listings-postgres", "http://localhost:50051", "http://localhost:8086")
            .State("monolith", KnownResourceStates.FailedToStart, snapshot => snapshot with { StartFailure = "It broke. Mend it.\nlog" }));

        screen.Should().Contain("Resource           State          Health   Address                    Since");
        screen.Should().Contain("listings-postgres  Running        healthy  http://localhost:50051 +1  12:00:00");
        screen.Should().Contain("monolith           FailedToStart                                      12:00:00");
    }

    [TestMethod]
    [DataRow(69, "Resource           State     Health   Address")]
    [DataRow(52, "Resource           State     Address")]
    [DataRow(44, "Resource           Address")]
    public async Task Table_InANarrowTerminal_LeavesOutWhatMattersLeast(int width, string heading)
    {
        var screen = await ShowAsync(
            story => story.Healthy("listings-postgres", "http://localhost:50051").State("monolith", KnownResourceStates.Starting), width);

        screen.Split('\n').Select(line => line.TrimEnd()).Should().Contain(heading);
        screen.Should().MatchRegex(@"listings-postgres +((Running +)?healthy +)?http://localhost:50051");
    }

    [TestMethod]
    public async Task Table_WithTrouble_SaysBelowItWhatAndWhy()
    {
        var screen = await ShowAsync(story => story
            .Unhealthy("listings-postgres", "listings-postgres_check", "the [server] is starting up")
            .State("monolith", KnownResourceStates.Waiting).After(10).Narrator.Remind());

        screen.Should().Contain("listings-postgres: the [server] is starting up").And.Contain("monolith: waiting for listings-postgres");
    }

    [TestMethod]
    public async Task Table_WhileThingsStart_ListsNoTrouble()
    {
        var screen = await ShowAsync(story => story
            .Unhealthy("listings-postgres", "listings-postgres_check", "connection refused").After(9)
            .State("monolith", KnownResourceStates.Waiting));

        screen.Should().Contain("Waiting").And.NotContain("connection refused").And.NotContain("waiting for");
    }

    [TestMethod]
    public async Task Table_OnceAllIsUp_SaysHowLongItTookAndWhatToOpen()
    {
        var screen = await ShowAsync(story => story
            .After(4.2).Healthy("listings-postgres").Healthy("monolith", "http://localhost:8080"));

        screen.Should().Contain("All healthy in 4.2 s. Ctrl-C stops.").And.Contain("Open http://localhost:8080 (monolith).");
    }

    [TestMethod]
    public async Task Messages_WhileTheTableIsShown_StayAboveIt()
    {
        var screen = await ShowAsync(story =>
        {
            story.Healthy("monolith");
            story.Narrator.Tell(new RunMessage(RunMessageLevel.Warning, "Port 5432 is taken; monolith-postgres listens on 40001."));
            story.Healthy("listings-postgres");
        });

        var message = screen.IndexOf("Port 5432 is taken", StringComparison.Ordinal);
        message.Should().BePositive().And.BeLessThan(screen.LastIndexOf("Resource ", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Lines_OfTheTable_AreFilledUpSoThatNothingOlderShinesThrough()
    {
        var screen = await ShowAsync(story => story.Healthy("monolith"));

        foreach (var line in screen.TrimEnd('\n').Split('\n'))
        {
            line.Length.Should().BeGreaterThanOrEqualTo(79);
        }
    }

    private static async Task<string> ShowAsync(Action<RunStory> happen, int width = 80)
    {
        LiveRunView? view = null;
        var postgres = RunStory.Program("listings-postgres");
        var monolith = RunStory.Program("monolith");
        monolith.Annotations.Add(new WaitAnnotation(postgres, WaitType.WaitUntilHealthy));
        var story = new RunStory((console, time) => view = new LiveRunView(console, time), postgres, monolith);
        story.Output.Profile.Capabilities.Interactive = true;
        story.Output.Profile.Capabilities.Ansi = true;
        story.Output.Profile.Width = width;

        await view!.RunAsync(() =>
        {
            story.Narrator.Begin();
            happen(story);
            return Task.CompletedTask;
        });
        return story.Output.Output;
    }
}
