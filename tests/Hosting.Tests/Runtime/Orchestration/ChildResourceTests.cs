using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Orchestration;

[TestClass]
public sealed class ChildResourceTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task Child_OfAProcess_FollowsItsStateButHasItsOwnHealthAndReadyEvent()
    {
        await using var fake = new FakeApp();
        var health = HealthCheckResult.Unhealthy("database does not exist");
        fake.Builder.Services.AddHealthChecks().AddCheck("child_check", () => health);
        var server = fake.Add("server");
        var ready = 0;
        var child = fake.Builder.AddResource(new Child("child", server.Resource)).WithHealthCheck("child_check");
        fake.Builder.Eventing.Subscribe<ResourceReadyEvent>(child.Resource, (_, _) =>
        {
            ready++;
            return Task.CompletedTask;
        });
        var announced = new List<string>();
        fake.Builder.Eventing.Subscribe<ConnectionStringAvailableEvent>((happened, _) =>
        {
            announced.Add(happened.Resource.Name);
            return Task.CompletedTask;
        });
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("child", cancellationToken: CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("server", CancellationToken);
        fake.App.GetSnapshot("child").HealthStatus.Should().Be(HealthStatus.Unhealthy);

        health = HealthCheckResult.Healthy();
        await fake.AdvanceUntilAsync(fake.Notifications.WaitForResourceHealthyAsync("child", CancellationToken), TimeSpan.FromMilliseconds(100));
        ready.Should().Be(1);
        announced.Should().Equal("child");

        fake.Processes.Single("server").Exit(0);
        await fake.Notifications.WaitForResourceAsync("child", KnownResourceStates.Finished, CancellationToken);
    }

    [TestMethod]
    public async Task WaitForChild_ParentFails_FailsTheDependentWithTheParentsReason()
    {
        await using var fake = new FakeApp();
        var server = fake.AddChecked("server");
        var child = fake.Builder.AddResource(new Child("child", server.Resource));
        fake.Add("web").WaitFor(child);
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("server", cancellationToken: CancellationToken);

        fake.Processes.Single("server").Write("could not bind", isError: true);
        fake.Processes.Single("server").Exit(1);
        await fake.Notifications.WaitForResourceAsync("web", KnownResourceStates.FailedToStart, CancellationToken);

        fake.App.GetSnapshot("web").StartFailure.Should().Contain("could not bind");
    }

    private sealed class Child(string name, ExecutableResource parent)
        : Resource(name), IResourceWithParent<ExecutableResource>, IResourceWithConnectionString
    {
        public ExecutableResource Parent { get; } = parent;

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Name={Name}");
    }
}
