using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Tests.Testing;

[TestClass]
public sealed class TestingBuilderTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task CreateAsync_Program_HasAddedItsResources()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(Cancellation);

        builder.Resources.Select(resource => resource.Name).Should().Equal("greeting", "outside", "echo", "idle");
        builder.AppHostDirectory.Should().Be(TestAppHost.ProjectPath);
        builder.AppHostAssembly.Should().BeSameAs(typeof(TestAppHost).Assembly);
    }

    [TestMethod]
    [DataRow("DcpPublisher:ContainerRuntimeInitializationTimeout", "00:00:30")]
    [DataRow("DcpPublisher:RandomizePorts", "true")]
    [DataRow("DcpPublisher:WaitForResourceCleanup", "true")]
    [DataRow("ASPNETCORE_URLS", "http://localhost:8080")]
    [DataRow("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:4317")]
    [DataRow("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true")]
    public async Task CreateAsync_SettingThatNobodyGave_SuitsTests(string key, string expected)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(Cancellation);

        builder.Configuration[key].Should().Be(expected);
    }

    [TestMethod]
    public async Task CreateAsync_Arguments_OutrankDefaultsAndFiles()
    {
        string[] args = ["--DcpPublisher:RandomizePorts=false", "--Parameters:greeting=hi there"];

        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(args, Cancellation);

        builder.Configuration["DcpPublisher:RandomizePorts"].Should().Be("false");
        builder.Configuration["Parameters:greeting"].Should().Be("hi there");
    }

    [TestMethod]
    public async Task CreateAsync_Options_AreThoseOfATestAndMayBeChanged()
    {
        DistributedApplicationOptionsSeen? seen = null;

        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(
            [],
            (options, settings) =>
            {
                seen = new DistributedApplicationOptionsSeen(options.DisableDashboard, options.EnableResourceLogging, settings.ContentRootPath);
                settings.Configuration!["Mine"] = "yes";
            },
            Cancellation);

        seen.Should().Be(new DistributedApplicationOptionsSeen(true, true, TestAppHost.ProjectPath));
        builder.Configuration["Mine"].Should().Be("yes");
    }

    [TestMethod]
    public async Task CreateAsync_LaunchProfile_IsTheFirst()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(Cancellation);

        builder.Environment.EnvironmentName.Should().Be(Environments.Development);
        builder.Configuration["FROM_PROFILE"].Should().Be("first");
        builder.Configuration["DOTNET_LAUNCH_PROFILE"].Should().Be("first");
    }

    [TestMethod]
    public async Task CreateAsync_LaunchProfileThatIsNamed_IsTaken()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(
            ["--DOTNET_LAUNCH_PROFILE=second", "--FROM_PROFILE=mine"], Cancellation);

        builder.Environment.EnvironmentName.Should().Be(Environments.Staging);
        builder.Configuration["FROM_PROFILE"].Should().Be("mine", "what is given outranks the profile");
    }

    [TestMethod]
    public async Task CreateAsync_LaunchProfileThatIsMissing_IsAnErrorThatNamesTheOthers()
    {
        var create = () => DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(
            ["--DOTNET_LAUNCH_PROFILE=third"], Cancellation);

        await create.Should().ThrowAsync<InvalidOperationException>().WithMessage("*'third'*It has: first, second.");
    }

    [TestMethod]
    public async Task BuildAsync_ResourceThatWasRemoved_IsNotInTheApplication()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>(Cancellation);
        builder.Resources.Remove(builder.Resources.Single(resource => resource.Name is "idle"));

        await using var app = await builder.BuildAsync(Cancellation);

        app.Resources().Should().Equal("greeting", "outside", "echo");
    }

    [TestMethod]
    public async Task Create_AdHoc_HasTheSameDefaultsAndItsOwnResources()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create("--Mine=yes");
        builder.AddParameter("token", "secret");

        await using var app = await builder.BuildAsync(Cancellation);

        builder.Configuration["DcpPublisher:RandomizePorts"].Should().Be("true");
        builder.Configuration["Mine"].Should().Be("yes");
        app.Resources().Should().Equal("token");
    }

    private sealed record DistributedApplicationOptionsSeen(bool DisableDashboard, bool EnableResourceLogging, string? ContentRoot);
}
