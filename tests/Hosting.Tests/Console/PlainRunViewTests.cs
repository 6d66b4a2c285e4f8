using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Building;
using Migration.Hosting.RunConsole;
using Migration.Hosting.Runtime.Notices;

namespace Migration.Hosting.Tests.RunConsole;

[TestClass]
public sealed class PlainRunViewTests
{
    [TestMethod]
    public void Start_ThatGoesWell_IsALineForEachHealthyResourceAndTheAddresses()
    {
        var story = RunStory.Plain(RunStory.Program("monolith"), RunStory.Program("search"));

        story.State("search", KnownResourceStates.Starting).State("monolith", KnownResourceStates.Waiting)
            .After(1).Healthy("search", "http://localhost:9200").State("monolith", KnownResourceStates.Starting)
            .After(1.5).Healthy("monolith", "http://localhost:8080");

        story.Lines.Should().Equal(
            "12:00:01 search healthy at http://localhost:9200",
            "12:00:02 monolith healthy at http://localhost:8080",
            "12:00:02 All healthy in 2.5 s.",
            "  monolith  http://localhost:8080",
            "  search    http://localhost:9200",
            "Open http://localhost:8080 (monolith).");
    }

    [TestMethod]
    public void Start_WithADashboard_ShowsTheLinkThatLogsIn()
    {
        var dashboard = RunStory.Program("dashboard");
        dashboard.Annotations.Add(new DashboardAnnotation("a token"));
        var story = RunStory.Plain(RunStory.Program("monolith"), dashboard);

        story.Healthy("monolith", "http://localhost:8080").Healthy("dashboard", "http://localhost:18888");

        story.Lines[^1].Should().Be("Open http://localhost:18888/login?t=a%20token (dashboard).");
    }

    [TestMethod]
    public void Notice_OfTheEngine_IsShownWholeAndNeverReadAsMarkup()
    {
        var story = RunStory.Plain(RunStory.Program("search"));

        story.Narrator.Tell(RunMessage.From(new EngineNotice("search", LogLevel.Error, "Resource 'search' ended. Its last log lines:\n  | [bye]")));
        story.State("search", KnownResourceStates.Exited, snapshot => snapshot with { ExitCode = 134 });

        story.Lines.Should().Equal("12:00:00 Resource 'search' ended. Its last log lines:", "  | [bye]");
    }

    [TestMethod]
    public void End_ThatWasAskedFor_IsNoError()
    {
        var story = RunStory.Plain(RunStory.Program("search"));

        story.Healthy("search").State("search", KnownResourceStates.Stopping)
            .State("search", KnownResourceStates.Exited, snapshot => snapshot with { ExitCode = 143 })
            .After(2).State("search", KnownResourceStates.Starting).After(1).Healthy("search");

        story.Lines[2..].Should().Equal(
            "12:00:00 search stopping",
            "12:00:02 search starting again",
            "12:00:03 search healthy",
            "12:00:03 All healthy again after 3.0 s.");
    }

    [TestMethod]
    public void Health_LostAndFoundAgain_TellsTheReason()
    {
        var story = RunStory.Plain(RunStory.Program("listings"));

        story.Healthy("listings").After(10).Unhealthy("listings", "database", "connection refused\n   at Npgsql").After(4).Healthy("listings");

        story.Lines[2..].Should().Equal(
            "12:00:10 listings unhealthy: connection refused",
            "12:00:14 listings healthy again",
            "12:00:14 All healthy again after 4.0 s.");
    }

    [TestMethod]
    public void Health_WithSeveralChecks_NamesTheFailingOne()
    {
        var story = RunStory.Plain(RunStory.Program("listings"));

        story.Healthy("listings").State("listings", KnownResourceStates.Running, snapshot => RunStory.WithReport(
            snapshot,
            new HealthReportSnapshot("index", HealthStatus.Healthy, Description: null, ExceptionText: null),
            new HealthReportSnapshot("database", HealthStatus.Unhealthy, Description: null, ExceptionText: "Npgsql: refused\n  at X")));

        story.Lines[^1].Should().Be("12:00:00 listings unhealthy: database: Npgsql: refused");
    }

    [TestMethod]
    public void Start_ThatTakesLong_NamesWhatIsMissingAndWhy()
    {
        var listings = RunStory.Program("listings");
        var monolith = RunStory.Program("monolith");
        monolith.Annotations.Add(new WaitAnnotation(listings, WaitType.WaitUntilHealthy));
        var story = RunStory.Plain(monolith, listings);

        story.Unhealthy("listings", "database", "no such table").State("monolith", KnownResourceStates.Waiting).After(10);
        story.Narrator.Remind();

        story.Lines.Should().Equal(
            "12:00:10 Not up after 10.0 s: monolith (waiting for listings); listings (no such table)");
    }

    [TestMethod]
    public void Database_OfAServer_IsNamedOnlyInTrouble()
    {
        var database = new Database("svetubd", RunStory.Program("postgres"));
        var story = RunStory.Plain(database.Parent, database);

        story.Healthy("postgres").Healthy("svetubd").Unhealthy("svetubd", "svetubd_check", "gone");

        story.Lines.Should().Equal(
            "12:00:00 postgres healthy", "12:00:00 All healthy in 0.0 s.", "12:00:00 svetubd unhealthy: gone");
    }

    [TestMethod]
    public void Lines_LongerThanTheTerminal_AreNotBroken()
    {
        var story = RunStory.Plain(RunStory.Program("search"));
        var text = new string('x', 200);

        story.Narrator.Tell(new RunMessage(RunMessageLevel.Warning, text));

        story.Lines.Should().Equal($"12:00:00 {text}");
    }

    [TestMethod]
    public void Stop_OfTheRun_TurnsNoEndIntoAnError()
    {
        var story = RunStory.Plain(RunStory.Program("search"));
        story.Healthy("search");

        story.Narrator.Stop();
        story.After(0.8).State("search", KnownResourceStates.Exited, snapshot => snapshot with { ExitCode = 1 });
        story.Narrator.End();

        story.Lines[^2..].Should().Equal("12:00:00 Stopping. Ctrl-C again ends at once.", "12:00:00 Stopped in 0.8 s.");
    }

    private sealed class Database(string name, ExecutableResource parent) : Resource(name), IResourceWithParent<ExecutableResource>
    {
        public ExecutableResource Parent => parent;
    }
}
