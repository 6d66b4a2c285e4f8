using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Orchestration;

[TestClass]
public sealed class LifecycleTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task StartAsync_ServiceWithHealthCheck_BecomesHealthyAndAnswersOnItsAllocatedPort()
    {
        var builder = TestApp.CreateBuilder();
        var service = builder.AddService("web").WithHttpHealthCheck();
        await using var app = builder.Build();

        await app.StartAsync(CancellationToken);
        var healthy = await app.ResourceNotifications.WaitForResourceHealthyAsync("web", CancellationToken);

        using var client = new HttpClient();
        var answer = await client.GetStringAsync(service.GetEndpoint("http").Url, CancellationToken);
        answer.Should().Be(healthy.Snapshot.GetProcessId().ToString(CultureInfo.InvariantCulture));
        healthy.ResourceId.Should().StartWith("web-");
        healthy.Snapshot.StartDuration.Should().BePositive();
        await app.StopAsync(CancellationToken);
        ProcessTable.Find(healthy.Snapshot.GetProcessId()).Should().BeNull();
    }
}
