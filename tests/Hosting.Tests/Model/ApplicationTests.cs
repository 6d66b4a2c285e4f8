using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class ApplicationTests
{
    private const string ThrowAway = "--DcpPublisher:RandomizePorts=true";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task StartAsync_CircularWaits_ShowsTheCircleBeforeAnythingStarts()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder(ThrowAway);
        var a = builder.AddExecutable("a", "true", ".");
        var b = builder.AddExecutable("b", "true", ".").WaitFor(a);
        var c = builder.AddExecutable("c", "true", ".").WaitForCompletion(b);
        builder.AddExecutable("outside", "true", ".").WaitFor(c);
        a.WaitForStart(c);
        var initialized = false;
        a.OnInitializeResource((_, _, _) =>
        {
            initialized = true;
            return Task.CompletedTask;
        });
        await using var application = builder.Build();

        await FluentActions.Awaiting(() => application.StartAsync(TestContext.CancellationToken)).Should()
            .ThrowAsync<DistributedApplicationException>().WithMessage("*: a -> c -> b -> a.*");
        initialized.Should().BeFalse();
    }

    [TestMethod]
    public async Task StartAsync_ServerWaitsForUserOfItsDatabase_IsACircle()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder(ThrowAway);
        var server = builder.AddResource(new ServerResource("server"));
        var database = builder.AddResource(new DatabaseResource("db", server.Resource));
        var api = builder.AddExecutable("api", "true", ".");
        api.Resource.Annotations.Add(new WaitAnnotation(database.Resource, WaitType.WaitUntilHealthy));
        server.WaitFor(api);
        await using var application = builder.Build();

        await FluentActions.Awaiting(() => application.StartAsync(TestContext.CancellationToken)).Should()
            .ThrowAsync<DistributedApplicationException>().WithMessage("*server -> api -> db -> server*");
    }

    [TestMethod]
    public async Task StartAsync_WaitForAResourceOutsideTheModel_NamesIt()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder(ThrowAway);
        builder.AddExecutable("a", "true", ".").WaitFor(lab.CreateBuilder().AddExecutable("stranger", "true", "."));
        await using var application = builder.Build();

        await FluentActions.Awaiting(() => application.StartAsync(TestContext.CancellationToken)).Should()
            .ThrowAsync<DistributedApplicationException>().WithMessage("*'a'*'stranger'*not part*");
    }

    [TestMethod]
    public async Task StartAsync_Publish_SaysThatItIsNotSupported()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--operation", "publish", "--publisher", "manifest");
        builder.ExecutionContext.IsPublishMode.Should().BeTrue();
        builder.ExecutionContext.PublisherName.Should().Be("manifest");
        await using var application = builder.Build();

        await FluentActions.Awaiting(() => application.StartAsync(TestContext.CancellationToken)).Should()
            .ThrowAsync<DistributedApplicationException>().WithMessage("*Publishing*not supported*");
    }

    [TestMethod]
    public async Task StartAsync_SubscribersThenBeforeStart_CanStillChangeTheModel()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder(ThrowAway);
        builder.Services.AddEventingSubscriber<ParameterAdder>();
        builder.Services.TryAddEventingSubscriber<ParameterAdder>();
        await using var application = builder.Build();

        await application.StartAsync(TestContext.CancellationToken);
        await application.StopAsync(TestContext.CancellationToken);

        ModelLab.ModelOf(application).Resources.Should().ContainSingle().Which.Name.Should().Be("added");
    }

    [TestMethod]
    public async Task StartAsync_DashboardDisabled_LeavesItStoppedAndUnawaited()
    {
        using var lab = new ModelLab();
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [ThrowAway],
            ProjectDirectory = lab.Folder,
            DisableDashboard = true,
        });
        var dashboard = builder.AddExecutable("dashboard", "false", ".").WithHttpEndpoint(name: "otlp").AsDashboard();
        var api = builder.AddExecutable("api", "sleep", ".", "100").WaitFor(dashboard);
        await using var application = builder.Build();

        await application.StartAsync(TestContext.CancellationToken);
        await application.ResourceNotifications.WaitForResourceAsync("api", KnownResourceStates.Running, TestContext.CancellationToken);
        application.ResourceNotifications.TryGetCurrentState("dashboard", out var state).Should().BeTrue();
        await application.StopAsync(TestContext.CancellationToken);

        state!.Snapshot.State!.Text.Should().Be(KnownResourceStates.NotStarted);
        state.Snapshot.IsHidden.Should().BeTrue();
        api.Resource.HasAnnotationOfType<WaitAnnotation>().Should().BeFalse();
    }

    [TestMethod]
    [DataRow(true, WaitBehavior.StopOnResourceUnavailable)]
    [DataRow(false, WaitBehavior.WaitOnResourceUnavailable)]
    public void Build_Dashboard_DecidesHowWaitsEnd(bool disabled, WaitBehavior expected)
    {
        using var lab = new ModelLab();
        using var application = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions { ProjectDirectory = lab.Folder, DisableDashboard = disabled }).Build();

        application.Services.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior.Should().Be(expected);
    }

    [TestMethod]
    public void Build_Twice_IsRefused()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        builder.Build().Dispose();

        FluentActions.Invoking(builder.Build).Should().Throw<InvalidOperationException>();
    }

    [TestMethod]
    public void Services_OfTheExecutionContext_ComeWithBuild()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        FluentActions.Invoking(() => builder.ExecutionContext.Services).Should().Throw<InvalidOperationException>().WithMessage("*Build()*");

        using var application = builder.Build();

        builder.ExecutionContext.Services.Should().BeSameAs(application.Services);
    }

    [TestMethod]
    [DataRow("missing", "*The parameter 'mail-key' has no value*")]
    [DataRow("circle", "*a -> b -> a*")]
    [DataRow("publish", "*Publishing*")]
    public async Task RunAsync_CannotStart_PrintsOneMessageAndExitsWithOne(string mistake, string message)
    {
        using var lab = new ModelLab();
        var builder = mistake is "publish" ? lab.CreateBuilder("--operation", "publish") : lab.CreateBuilder();
        var a = builder.AddExecutable("a", "sleep", ".", "100");
        var b = builder.AddExecutable("b", "sleep", ".", "100").WaitFor(a);
        if (mistake is "missing")
        {
            a.WithEnvironment("KEY", builder.AddParameter("mail-key"));
        }
        else if (mistake is "circle")
        {
            a.WaitFor(b);
        }

        var (output, exitCode) = await RunAsync(builder, TestContext.CancellationToken);

        exitCode.Should().Be(1);
        output.Should().Match(message).And.NotContain("   at ");
    }

    [TestMethod]
    public async Task RunAsync_EndedByItsToken_ExitsWithZero()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        builder.AddExecutable("a", "sleep", ".", "100");
        using var ended = new CancellationTokenSource();
        builder.Eventing.Subscribe<AfterResourcesCreatedEvent>((_, _) => ended.CancelAsync());

        var (output, exitCode) = await RunAsync(builder, ended.Token);

        exitCode.Should().Be(0);
        output.Should().BeEmpty();
    }

    private static async Task<(string Error, int ExitCode)> RunAsync(
        IDistributedApplicationBuilder builder, CancellationToken cancellationToken)
    {
        var (error, exitCode) = (Console.Error, Environment.ExitCode);
        using var written = new StringWriter();
        try
        {
            Environment.ExitCode = 0;
            Console.SetError(written);
            await builder.Build().RunAsync(cancellationToken);
            return (written.ToString(), Environment.ExitCode);
        }
        finally
        {
            Console.SetError(error);
            Environment.ExitCode = exitCode;
        }
    }

    private sealed class ParameterAdder : IDistributedApplicationEventingSubscriber
    {
        public Task SubscribeAsync(
            IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
        {
            eventing.Subscribe<BeforeStartEvent>((started, _) =>
            {
                started.Model.Resources.Add(new ParameterResource("added", _ => "v"));
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        }
    }
}
