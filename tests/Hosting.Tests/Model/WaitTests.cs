using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class WaitTests
{
    [TestMethod]
    public void WaitForms_RecordTypeBehaviorAndExitCode()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var other = builder.AddExecutable("other", "true", ".");

        Waits(builder.AddExecutable("a", "true", ".").WaitFor(other)).Should().Equal("other WaitUntilHealthy - 0");
        Waits(builder.AddExecutable("b", "true", ".").WaitFor(other, WaitBehavior.StopOnResourceUnavailable)).Should()
            .Equal("other WaitUntilHealthy StopOnResourceUnavailable 0");
        Waits(builder.AddExecutable("c", "true", ".").WaitForStart(other)).Should().Equal("other WaitUntilStarted - 0");
        Waits(builder.AddExecutable("d", "true", ".").WaitForStart(other, WaitBehavior.WaitOnResourceUnavailable)).Should()
            .Equal("other WaitUntilStarted WaitOnResourceUnavailable 0");
        Waits(builder.AddExecutable("e", "true", ".").WaitForCompletion(other, exitCode: 3)).Should().Equal("other WaitForCompletion - 3");
    }

    [TestMethod]
    public void WaitFor_Child_WaitsForItsParentToo()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var server = builder.AddResource(new ServerResource("server"));
        var database = builder.AddResource(new DatabaseResource("db", server.Resource));
        var api = builder.AddExecutable("api", "true", ".").WaitFor(database);

        Waits(api).Should().Equal("server WaitUntilHealthy - 0", "db WaitUntilHealthy - 0");
        api.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Should().ContainSingle().Which.Resource.Should().BeSameAs(database.Resource);
    }

    [TestMethod]
    public void WaitFor_Sibling_DoesNotWaitForTheOwnParent()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var server = builder.AddResource(new ServerResource("server"));
        var first = builder.AddResource(new DatabaseResource("first", server.Resource));

        var act = () => builder.AddResource(new DatabaseResource("second", server.Resource)).WaitFor(first);

        act.Should().Throw<DistributedApplicationException>().WithMessage("*'second'*its parent 'server'*");
    }

    [TestMethod]
    public void WaitFor_ConnectionString_WaitsForWhatItIsMadeOf()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var server = builder.AddResource(new ServerResource("server"));
        var proxy = builder.AddExecutable("proxy", "true", ".").WithEndpoint(name: "tcp");
        var key = builder.AddParameter("key");
        var pooled = builder.AddConnectionString("pooled", ReferenceExpression.Create($"{server};Via={proxy.GetEndpoint("tcp")};Key={key}"));

        Waits(builder.AddExecutable("api", "true", ".").WaitFor(pooled)).Should()
            .Equal("server WaitUntilHealthy - 0", "proxy WaitUntilHealthy - 0", "pooled WaitUntilHealthy - 0");
    }

    [TestMethod]
    public void WaitForCompletion_Child_WaitsForItsParentToBeUp()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var server = builder.AddResource(new ServerResource("server"));
        var database = builder.AddResource(new DatabaseResource("db", server.Resource));

        Waits(builder.AddExecutable("api", "true", ".").WaitForCompletion(database)).Should()
            .Equal("server WaitUntilHealthy - 0", "db WaitForCompletion - 0");
    }

    [TestMethod]
    public void WaitFor_Itself_IsRefused()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".");

        FluentActions.Invoking(() => api.WaitFor(api)).Should().Throw<DistributedApplicationException>().WithMessage("*'api'*itself*");
        FluentActions.Invoking(() => api.WaitForStart(api)).Should().Throw<DistributedApplicationException>();
        FluentActions.Invoking(() => api.WaitForCompletion(api)).Should().Throw<DistributedApplicationException>();
    }

    [TestMethod]
    public void WaitFor_OwnParent_IsRefused()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var server = builder.AddResource(new ServerResource("server"));
        var database = builder.AddResource(new DatabaseResource("db", server.Resource));

        FluentActions.Invoking(() => database.WaitFor(server)).Should()
            .Throw<DistributedApplicationException>().WithMessage("*'db'*its parent 'server'*");
    }

    [TestMethod]
    public void WaitFor_SameTwice_IsOneWait()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var other = builder.AddExecutable("other", "true", ".");

        Waits(builder.AddExecutable("a", "true", ".").WaitFor(other).WaitFor(other)).Should().ContainSingle();
    }

    private static IEnumerable<string> Waits(IResourceBuilder<IResource> builder) => builder.Resource.Annotations.OfType<WaitAnnotation>()
        .Select(wait => $"{wait.Resource.Name} {wait.WaitType} {wait.WaitBehavior?.ToString() ?? "-"} {wait.ExitCode}");
}
