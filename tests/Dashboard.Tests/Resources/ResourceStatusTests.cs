using Migration.Dashboard.Resources;

namespace Migration.Dashboard.Tests.Resources;

[TestClass]
public sealed class ResourceStatusTests
{
    private static readonly HealthCheckInfo Good = new("db", "Healthy", Reason: null, Exception: null, LastRunAt: null);
    private static readonly HealthCheckInfo Bad = new("http", "Unhealthy", "connection refused\nat …", Exception: null, LastRunAt: null);
    private static readonly HealthCheckInfo New = new("http", Status: null, Reason: null, Exception: null, LastRunAt: null);

    [TestMethod]
    public void Of_Running_TellsHealthAndTheFailingCheck()
    {
        Of("Running", "Healthy", [Good]).Should().Be(new ResourceStatus("Running", "success", Reason: null));
        Of("Running", "Unhealthy", [Bad]).Should().Be(new ResourceStatus("Unhealthy", "error", "connection refused"));
        Of("Running", "Unhealthy", [Good, Bad]).Should().Be(new ResourceStatus("Unhealthy", "error", "http: connection refused"));
        Of("Running", "Degraded", [Bad with { Status = "Degraded" }]).Badge.Should().Be("warning");
        Of("Running", "Unhealthy", [New]).Text.Should().Be("Starting");
    }

    [TestMethod]
    public void Of_Ended_TellsWhetherSomebodyWantedIt()
    {
        Of("Finished").Should().Be(new ResourceStatus("Stopped", string.Empty, Reason: null));
        Of("Finished", style: "error", exitCode: 3).Should().Be(new ResourceStatus("Failed", "error", "ended with exit code 3"));
        Of("FailedToStart", failure: "It has no program.\nInstall it.").Should().Be(new ResourceStatus("Failed to start", "error", "It has no program."));
        Of("NotStarted").Text.Should().Be("Not started");
    }

    [TestMethod]
    public void Of_Waiting_TellsForWhom()
    {
        var waiting = Create("web", "Waiting") with { Relations = [new RelationInfo("db", "WaitFor"), new RelationInfo("cache", "WaitFor"), new RelationInfo("api", "Reference")] };
        var view = new ResourceView(ResourceLink.Connected, [Create("db", "Starting"), Create("cache", "Running") with { Health = "Healthy" }, waiting]);

        ResourceStatus.Of(waiting, view).Should().Be(new ResourceStatus("Waiting", "info", "for db"));
    }

    private static ResourceStatus Of(
        string state, string? health = null, HealthCheckInfo[]? checks = null, string? style = null, int? exitCode = null, string? failure = null) => ResourceStatus.Of(
        Create("web", state) with { Health = health, HealthChecks = checks ?? [], StateStyle = style, ExitCode = exitCode, StartFailure = failure },
        new ResourceView(ResourceLink.Connected, []));

    private static ResourceInfo Create(string name, string state) => new() { Id = name, Name = name, DisplayName = name, State = state };
}
