using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.Runtime.Paths;

namespace Migration.Hosting.Tests.Testing;

[TestClass]
public sealed class TestApplicationTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task StartedApplication_IsReachedByClientAndEndpointAndConnectionString()
    {
        await using var app = await StartAsync("--Parameters:greeting=world");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("echo", Cancellation);

        using var client = app.CreateHttpClient("echo");
        var answer = await client.GetStringAsync("/", Cancellation);

        int.Parse(answer, CultureInfo.InvariantCulture).Should().BePositive("it answers with its process id");
        client.BaseAddress.Should().Be(app.GetEndpoint("echo", "http"));
        app.GetEndpoint("ECHO").Port.Should().NotBe(18480, "tests get free ports");
        (await app.GetConnectionStringAsync("outside", Cancellation)).Should().Be("Host=world");
    }

    [TestMethod]
    public async Task StartedApplication_AskedForWhatIsNotThere_NamesWhatIs()
    {
        await using var app = await StartAsync();

        var noResource = () => app.CreateHttpClient("ecco");
        var noEndpoint = () => app.GetEndpoint("echo", "grpc");
        var noEndpoints = () => app.GetEndpoint("greeting");
        var noConnectionString = async () => await app.GetConnectionStringAsync("echo", Cancellation);

        noResource.Should().Throw<ArgumentException>().WithParameterName("resourceName")
            .WithMessage("Resource 'ecco' not found. The application has: greeting, outside, echo, idle.*");
        noEndpoint.Should().Throw<ArgumentException>().WithParameterName("endpointName")
            .WithMessage("Endpoint 'grpc' for resource 'echo' not found. It has: http.*");
        noEndpoints.Should().Throw<ArgumentException>().WithMessage("Resource 'greeting' has no allocated endpoints.*");
        await noConnectionString.Should().ThrowAsync<ArgumentException>().WithMessage("Resource 'echo' does not expose a connection string.*");
    }

    [TestMethod]
    public async Task BuiltApplication_AskedBeforeItsStart_SaysThatItMustBeStarted()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);

        var early = () => app.CreateHttpClient("echo");

        early.Should().Throw<InvalidOperationException>().WithMessage("*must be started*");
    }

    [TestMethod]
    public async Task TwoApplications_SideBySide_DoNotMeet()
    {
        await using var one = await StartAsync("--Parameters:greeting=one");
        await using var two = await StartAsync("--Parameters:greeting=two");

        var (first, second) = (await AskForProcessAsync(one), await AskForProcessAsync(two));

        first.Should().NotBe(second);
        one.GetEndpoint("echo").Should().NotBe(two.GetEndpoint("echo"));
        (await one.GetConnectionStringAsync("outside", Cancellation)).Should().Be("Host=one");
        (await two.GetConnectionStringAsync("outside", Cancellation)).Should().Be("Host=two");
    }

    [TestMethod]
    public async Task TenApplications_OneAfterAnother_LeaveNothingBehind()
    {
        List<(int Process, string Folder)> environments = [];
        for (var i = 0; i < 10; i++)
        {
            await using var app = await StartAsync();
            environments.Add((await AskForProcessAsync(app), app.Services.GetRequiredService<EnvironmentPaths>().TemporaryDirectory));
        }

        environments.Should().OnlyHaveUniqueItems();
        environments.Should().OnlyContain(environment => !Directory.Exists($"/proc/{environment.Process}"), "disposing waits for the processes");
        environments.Should().OnlyContain(environment => !Directory.Exists(environment.Folder), "a test's folder goes with it");
    }

    [TestMethod]
    public async Task StopAsync_EndsTheProcesses()
    {
        await using var app = await StartAsync();
        var process = await AskForProcessAsync(app);

        await app.StopAsync(Cancellation);

        Directory.Exists($"/proc/{process}").Should().BeFalse();
    }

    [TestMethod]
    public async Task RunAsync_Cancelled_StopsInOrderAndReturns()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);

        var run = app.RunAsync(enough.Token);
        var process = await AskForProcessAsync(app);
        await enough.CancelAsync();
        await run;

        Directory.Exists($"/proc/{process}").Should().BeFalse();
    }

    [TestMethod]
    public async Task Dispose_OfABuilderThatWasNeverBuilt_EndsTheProgram()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(Cancellation);

        await builder.DisposeAsync();

        var build = () => builder.BuildAsync(Cancellation);
        await build.Should().ThrowAsync<ObjectDisposedException>();
    }

    [TestMethod]
    public async Task AdHocApplication_Disposed_HasEndedItsProcesses()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddProject<Echo>("echo").WithArgs("service", "plain").WithHttpEndpoint(env: "PORT").WithHttpHealthCheck();
        int process;
        await using (var app = await builder.BuildAsync(Cancellation))
        {
            await app.StartAsync(Cancellation);
            process = await AskForProcessAsync(app);
        }

        Directory.Exists($"/proc/{process}").Should().BeFalse();
    }

    private async Task<DistributedApplication> StartAsync(params string[] args)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(args, Cancellation);
        var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        return app;
    }

    private async Task<int> AskForProcessAsync(DistributedApplication app)
    {
        await app.ResourceNotifications.WaitForResourceHealthyAsync("echo", Cancellation);
        using var client = app.CreateHttpClient("echo");
        return int.Parse(await client.GetStringAsync("/", Cancellation), CultureInfo.InvariantCulture);
    }
}
