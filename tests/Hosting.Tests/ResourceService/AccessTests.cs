using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.ResourceService;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.ResourceService;

[TestClass]
public sealed class AccessTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    [DataRow("GET", "/v1/resources")]
    [DataRow("GET", "/v1/logs")]
    [DataRow("POST", "/v1/commands")]
    [DataRow("POST", "/v1/reveal")]
    [DataRow("GET", "/")]
    public async Task Request_WithoutTheKey_IsRefusedAndToldNothing(string method, string path)
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.Add("web"), CancellationToken);
        foreach (var key in new[] { null, "", "wrong", lab.Key[..^1] })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(lab.Client.BaseAddress!, path));
            if (key is not null)
            {
                request.Headers.Add(ResourceApplication.KeyHeader, key);
            }

            using var client = new HttpClient();
            using var response = await client.SendAsync(request, CancellationToken);

            response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            (await response.Content.ReadAsStringAsync(CancellationToken)).Should().NotContain("web").And.NotContain(lab.Key);
        }
    }

    [TestMethod]
    public async Task Request_UnknownPathOrBody_SaysSo()
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.Add("web"), CancellationToken);

        using var unknown = await lab.Client.GetAsync("/v1/other", CancellationToken);
        using var broken = await lab.Client.PostAsync("/v1/commands", new StringContent("{\"resource\":"), CancellationToken);

        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
        broken.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [TestMethod]
    public async Task Service_Listening_IsReachedFromThisMachineOnly()
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.Add("web"), CancellationToken);

        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(point => point.Port == lab.Client.BaseAddress!.Port);

        listeners.Should().NotBeEmpty().And.OnlyContain(point => IPAddress.IsLoopback(point.Address));
    }

    [TestMethod]
    public async Task Service_NoDashboardInTheRun_IsNotThere()
    {
        await using var fake = new FakeApp(hasDashboard: false);
        fake.Add("web");
        fake.Add("dashboard").AsDashboard();
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("web", cancellationToken: CancellationToken);

        fake.App.Services.GetRequiredService<ResourceServiceHost>().IsOpen.Should().BeFalse();
        fake.Processes.Single("web").Launch.Environment.Should().NotContainKey(ResourceServiceHost.KeyVariable);
    }

    [TestMethod]
    public async Task Service_SwitchedOff_IsNotThere()
    {
        await using var fake = new FakeApp(hasDashboard: true, "--ResourceService=false");
        fake.Add("dashboard").AsDashboard();
        await fake.App.StartAsync(CancellationToken);
        await fake.Notifications.WaitForResourceAsync("dashboard", cancellationToken: CancellationToken);

        fake.App.Services.GetRequiredService<ResourceServiceHost>().IsOpen.Should().BeFalse();
        fake.Processes.Single("dashboard").Launch.Environment.Should().NotContainKey(ResourceServiceHost.KeyVariable);
    }

    [TestMethod]
    public async Task Service_DashboardInTheRun_GivesItsKeyToNobodyElse()
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.Add("web"), CancellationToken);
        await lab.WaitAsync("web", CancellationToken);

        lab.Fake.Processes.Single("web").Launch.Environment.Values.Should().NotContain(lab.Key);
    }

    [TestMethod]
    public async Task Stop_ReadersThatStay_EndsTheirStreamsAndTheApplication()
    {
        var lab = await ServiceLab.StartAsync(fake => fake.Add("web"), CancellationToken);
        using var resources = await lab.OpenAsync("/v1/resources", CancellationToken);
        using var logs = await lab.OpenAsync("/v1/logs", CancellationToken);

        await lab.Fake.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), CancellationToken);

        await FluentActions.Awaiting(async () =>
        {
            while (true)
            {
                await resources.ReadAsync(CancellationToken);
            }
        }).Should().ThrowAsync<IOException>();
        lab.Client.Dispose();
    }
}
