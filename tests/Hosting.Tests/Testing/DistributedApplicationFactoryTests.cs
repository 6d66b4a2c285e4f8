using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Tests.Testing;

[TestClass]
public sealed class DistributedApplicationFactoryTests(TestContext testContext)
{
    [TestMethod]
    public async Task StartAsync_Hooks_AreCalledInTheirOrderAndMayChangeTheModel()
    {
        await using var factory = new WatchedFactory();

        await factory.StartAsync(testContext.CancellationToken);

        factory.Calls.Should().Equal("creating: dashboard off", "created: 0 resources", "building: 4 resources", "built: greeting, outside, echo");
        factory.GetEndpoint("echo").Scheme.Should().Be("http");
        (await factory.GetConnectionString("outside")).Should().Be("Host=hello");
        using var client = factory.CreateHttpClient("echo");
        client.BaseAddress.Should().Be(factory.GetEndpoint("echo"));
    }

    [TestMethod]
    public async Task CreateHttpClient_BeforeStart_SaysThatItMustBeStarted()
    {
        await using var factory = new DistributedApplicationFactory(typeof(TestAppHost));

        var early = () => factory.CreateHttpClient("echo");

        early.Should().Throw<InvalidOperationException>().WithMessage("*must be started*");
    }

    [TestMethod]
    public async Task StartAsync_HookThatThrows_ThrowsJustThat()
    {
        await using var factory = new WatchedFactory { Failure = new InvalidDataException("The hook has thrown.") };

        var start = () => factory.StartAsync(testContext.CancellationToken);

        await start.Should().ThrowExactlyAsync<InvalidDataException>().WithMessage("The hook has thrown.");
    }

    private sealed class WatchedFactory() : DistributedApplicationFactory(typeof(TestAppHost))
    {
        public List<string> Calls { get; } = [];

        public Exception? Failure { get; init; }

        protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions) =>
            Calls.Add($"creating: dashboard {(applicationOptions.DisableDashboard ? "off" : "on")}");

        protected override void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder) =>
            Calls.Add($"created: {applicationBuilder.Resources.Count} resources");

        protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder)
        {
            Calls.Add($"building: {applicationBuilder.Resources.Count} resources");
            applicationBuilder.Resources.RemoveAt(3);
            if (Failure is not null)
            {
                throw Failure;
            }
        }

        protected override void OnBuilt(DistributedApplication application) => Calls.Add($"built: {string.Join(", ", application.Resources())}");
    }
}
