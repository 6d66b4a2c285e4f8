using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class CommandTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void WithCommand_Options_AreCarried()
    {
        using var lab = new ModelLab();
        var options = new CommandOptions
        {
            Description = "d",
            ConfirmationMessage = "sure?",
            IconName = "Database",
            IconVariant = IconVariant.Filled,
            IsHighlighted = true,
            Visibility = ResourceCommandVisibility.UI,
            UpdateState = _ => ResourceCommandState.Disabled,
        };
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".")
            .WithCommand("seed", "First", _ => Task.FromResult(CommandResults.Success()))
            .WithCommand("seed", "Seed", _ => Task.FromResult(CommandResults.Success()), options);

        var command = api.Resource.Annotations.OfType<ResourceCommandAnnotation>().Should().ContainSingle("the second replaces the first").Subject;

        command.Should().BeEquivalentTo(new
        {
            Name = "seed",
            DisplayName = "Seed",
            DisplayDescription = "d",
            ConfirmationMessage = "sure?",
            IconName = "Database",
            IconVariant = IconVariant.Filled,
            IsHighlighted = true,
            Visibility = ResourceCommandVisibility.UI,
        });
        command.UpdateState(null!).Should().Be(ResourceCommandState.Disabled);
    }

    [TestMethod]
    public async Task WithHttpCommand_ByDefault_PostsAndNamesItself()
    {
        using var lab = new ModelLab();
        using var stub = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK));

        var (command, result) = await ExecuteAsync(lab, stub, api => api.WithHttpCommand("/seed", "Seed"));

        command.Name.Should().Be("api-http-http-POST-/seed");
        stub.Requests.Should().Equal("POST http://localhost:8086/seed");
        result.Success.Should().BeTrue();
        result.Data.Should().BeNull();
    }

    [TestMethod]
    public async Task WithHttpCommand_ErrorStatus_Fails()
    {
        using var lab = new ModelLab();
        using var stub = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.Conflict));

        var (_, result) = await ExecuteAsync(lab, stub, api => api.WithHttpCommand("/seed", "Seed"));

        result.Success.Should().BeFalse();
        result.Message.Should().Contain("409");
    }

    [TestMethod]
    public async Task WithHttpCommand_Unreachable_FailsWithTheAddress()
    {
        using var lab = new ModelLab();
        using var stub = new StubHandler(_ => throw new HttpRequestException("refused"));

        var (_, result) = await ExecuteAsync(lab, stub, api => api.WithHttpCommand("/seed", "Seed"));

        result.Message.Should().Be("POST http://localhost:8086/seed failed: refused");
    }

    [TestMethod]
    public async Task WithHttpCommand_Callbacks_ShapeRequestAndResult()
    {
        using var lab = new ModelLab();
        using var stub = new StubHandler(request => new HttpResponseMessage(HttpStatusCode.Accepted) { ReasonPhrase = request.Headers.UserAgent.ToString() });
        var options = new HttpCommandOptions
        {
            Method = HttpMethod.Put,
            PrepareRequest = context =>
            {
                context.Request.Headers.UserAgent.ParseAdd("lab/1");
                return Task.CompletedTask;
            },
            GetCommandResult = context => Task.FromResult(CommandResults.Success(context.Response.ReasonPhrase!)),
        };

        var (command, result) = await ExecuteAsync(lab, stub, api => api.WithHttpCommand("/seed", "Seed", commandName: "mine", commandOptions: options));

        command.Name.Should().Be("mine");
        stub.Requests.Should().Equal("PUT http://localhost:8086/seed");
        result.Message.Should().Be("lab/1");
    }

    [TestMethod]
    [DataRow(HttpCommandResultMode.Auto, CommandResultFormat.Json)]
    [DataRow(HttpCommandResultMode.Text, CommandResultFormat.Text)]
    public async Task WithHttpCommand_ResultMode_ReturnsTheBody(HttpCommandResultMode mode, CommandResultFormat format)
    {
        using var lab = new ModelLab();
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = JsonContent.Create(new { rows = 3 }) });

        var (_, result) = await ExecuteAsync(
            lab, stub, api => api.WithHttpCommand("/count", "Count", commandOptions: new HttpCommandOptions { ResultMode = mode }));

        result.Data!.Value.Should().Be("""{"rows":3}""");
        result.Data.Format.Should().Be(format);
    }

    [TestMethod]
    public async Task WithHttpCommand_NotAllocated_Fails()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var api = builder.AddExecutable("api", "true", ".").WithHttpEndpoint().WithHttpCommand("/seed", "Seed");
        using var application = builder.Build();

        var result = await Command(api).ExecuteCommand(Context(application));

        result.Message.Should().Contain("'http'").And.Contain("not allocated");
    }

    [TestMethod]
    [DataRow("Running", ResourceCommandState.Enabled)]
    [DataRow("Starting", ResourceCommandState.Disabled)]
    public async Task WithHttpCommand_State_FollowsTheAskedResource(string state, ResourceCommandState expected)
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var asked = builder.AddExecutable("asked", "true", ".").WithHttpEndpoint();
        var api = builder.AddExecutable("api", "true", ".").WithHttpCommand("/seed", "Seed", () => asked.GetEndpoint("http"));
        using var application = builder.Build();
        await application.ResourceNotifications.PublishUpdateAsync(asked.Resource, snapshot => snapshot with { State = state });

        var context = new UpdateCommandStateContext
        {
            ResourceSnapshot = new CustomResourceSnapshot { ResourceType = "x", Properties = [] },
            Services = application.Services,
        };

        Command(api).UpdateState(context).Should().Be(expected);
    }

    private static ResourceCommandAnnotation Command(IResourceBuilder<IResource> builder) =>
        builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().Single();

    private ExecuteCommandContext Context(DistributedApplication application) => new()
    {
        Services = application.Services,
        ResourceName = "api",
        Logger = NullLogger.Instance,
        CancellationToken = TestContext.CancellationToken,
    };

    private async Task<(ResourceCommandAnnotation Command, ExecuteCommandResult Result)> ExecuteAsync(
        ModelLab lab, StubHandler stub, Func<IResourceBuilder<ExecutableResource>, IResourceBuilder<ExecutableResource>> add)
    {
        var builder = lab.CreateBuilder();
        builder.Services.AddHttpClient(string.Empty).ConfigurePrimaryHttpMessageHandler(() => stub);
        var api = add(builder.AddExecutable("api", "true", ".").WithHttpEndpoint(port: 8086));
        ModelLab.Allocate(api.Resource);
        using var application = builder.Build();
        var command = Command(api);
        return (command, await command.ExecuteCommand(Context(application)));
    }
}
