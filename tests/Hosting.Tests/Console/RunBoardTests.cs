using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.RunConsole;

namespace Migration.Hosting.Tests.RunConsole;

[TestClass]
public sealed class RunBoardTests
{
    [TestMethod]
    public void Rows_OfReplicas_AreNamedByTheirInstances()
    {
        var program = RunStory.Program("worker");
        var board = new RunBoard(new DistributedApplicationModel([program, RunStory.Program("other")]));

        foreach (var id in (string[])["worker-a", "worker-b"])
        {
            board.Apply(Running(program, id), DateTimeOffset.UnixEpoch);
        }

        board.Rows.Select(row => row.Name).Should().Equal("worker-a", "worker-b", "other");
    }

    [TestMethod]
    public void IsUp_WithParkedFinishedAndSilentResources_IsTrue()
    {
        var parked = RunStory.Program("tool");
        var finished = RunStory.Program("job");
        var silent = new ConnectionStringResource("outside", ReferenceExpression.Create($"Host=outside"));
        var board = new RunBoard(new DistributedApplicationModel([parked, finished, silent]));

        board.Apply(InState(parked, KnownResourceStates.NotStarted), DateTimeOffset.UnixEpoch);
        board.Apply(InState(finished, KnownResourceStates.Finished), DateTimeOffset.UnixEpoch);

        board.IsUp.Should().BeTrue();
        board.Shown.Select(row => row.Name).Should().Equal("tool", "job");
    }

    [TestMethod]
    public void IsUp_BeforeAProgramSaidAnything_IsFalse() =>
        new RunBoard(new DistributedApplicationModel([RunStory.Program("worker")])).IsUp.Should().BeFalse();

    [TestMethod]
    public void Apply_HiddenResource_HasNoRow()
    {
        var dashboard = RunStory.Program("dashboard");
        var board = new RunBoard(new DistributedApplicationModel([dashboard]));

        board.Apply(InState(dashboard, KnownResourceStates.NotStarted, isHidden: true), DateTimeOffset.UnixEpoch);

        board.Rows.Should().BeEmpty();
        board.IsUp.Should().BeTrue();
    }

    [TestMethod]
    public void Addresses_OfOtherSchemes_AreHostAndPort()
    {
        var server = RunStory.Program("postgres");
        var board = new RunBoard(new DistributedApplicationModel([server]));

        board.Apply(Running(server, "postgres-1", "tcp://localhost:5432"), DateTimeOffset.UnixEpoch);

        board.Rows.Single().Addresses.Should().ContainSingle().Which.Should().Be(new RunAddress("localhost:5432", "", 0, IsPage: false));
    }

    private static ResourceEvent Running(ExecutableResource resource, string id, params string[] urls) => new(resource, id, new CustomResourceSnapshot
    {
        ResourceType = "Executable",
        Properties = [],
        State = KnownResourceStates.Running,
        Urls = [.. urls.Select(url => new UrlSnapshot("tcp", url, IsInternal: false))],
    });

    private static ResourceEvent InState(ExecutableResource resource, string state, bool isHidden = false) => new(resource, resource.Name, new CustomResourceSnapshot
    {
        ResourceType = "Executable",
        Properties = [],
        State = state,
        IsHidden = isHidden,
    });
}
