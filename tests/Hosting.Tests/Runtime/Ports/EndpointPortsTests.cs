using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.Runtime.Notices;
using Migration.Hosting.Runtime.Paths;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Ports;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class EndpointPortsTests
{
    // Later arguments win: an application that keeps the ports of its model, as dotnet run does, but nothing else of it.
    private const string FixedPorts = "--DcpPublisher:RandomizePorts=false";

    private readonly string _appHostPath = Path.Combine(Path.GetTempPath(), $"ports-{Guid.NewGuid():N}");

    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestCleanup]
    public void CleanUp()
    {
        var state = EnvironmentPathsFactory.GetStateDirectory(_appHostPath);
        if (Directory.Exists(state))
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [TestMethod]
    public async Task StartAsync_TwoEnvironmentsOfTheSameModel_RunSideBySide()
    {
        await using var one = new FakeApp();
        await using var two = new FakeApp();
        foreach (var fake in new[] { one, two })
        {
            fake.Add("web").WithHttpEndpoint(port: 18473, env: "PORT");
            await fake.App.StartAsync(CancellationToken);
            await fake.Notifications.WaitForResourceHealthyAsync("web", CancellationToken);
        }

        GetPort(one).Should().NotBe(GetPort(two));
        GetPort(one).Should().NotBe(18473, "tests take free ports, whatever the model says");
        one.Processes.Single("web").Launch.Environment["PORT"].Should().Be(GetPort(one).ToString(CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public async Task StartAsync_DefaultPortIsFree_IsUsed()
    {
        var port = FreePort.Next();
        await using var fake = CreateWithFixedPorts();
        fake.Add("web").WithHttpEndpoint(port: port, env: "PORT");

        await fake.App.StartAsync(CancellationToken);

        GetPort(fake).Should().Be(port);
        fake.App.Services.GetRequiredService<NoticeBoard>().All.Should().BeEmpty();
    }

    [TestMethod]
    public async Task StartAsync_DefaultPortIsTaken_MovesAndSaysSo()
    {
        using var taken = Listen(out var port);
        await using var fake = CreateWithFixedPorts();
        fake.Add("web").WithHttpEndpoint(port: port, env: "PORT");

        await fake.App.StartAsync(CancellationToken);

        GetPort(fake).Should().NotBe(port);
        fake.App.Services.GetRequiredService<NoticeBoard>().All.Should().ContainSingle()
            .Which.Text.Should().ContainAll($"Port {port}", "'web'", $"process {Environment.ProcessId}", $"port {GetPort(fake)}");
    }

    [TestMethod]
    [DataRow("Ports:web")]
    [DataRow("Ports:web:http")]
    public async Task StartAsync_ExplicitPortIsTaken_IsRefusedAndNamesSettingPortAndHolder(string setting)
    {
        using var taken = Listen(out var port);
        await using var fake = new FakeApp($"--{setting}={port}");
        fake.Add("web").WithHttpEndpoint(env: "PORT");

        var start = () => fake.App.StartAsync(CancellationToken);

        (await start.Should().ThrowAsync<DistributedApplicationException>()).Which.Message
            .Should().ContainAll(setting, $"port {port}", "'web'", $"process {Environment.ProcessId}");
        fake.Processes.Started.Should().BeEmpty();
    }

    [TestMethod]
    public async Task StartAsync_ExplicitPort_CountsInTestsToo()
    {
        var port = FreePort.Next();
        await using var fake = new FakeApp($"--Ports:web={port}");
        fake.Add("web").WithHttpEndpoint(port: 18473, env: "PORT");

        await fake.App.StartAsync(CancellationToken);

        GetPort(fake).Should().Be(port);
    }

    [TestMethod]
    [DataRow("--Ports:web=none", "*Ports:web*'none'*1 to 65535*")]
    [DataRow("--Ports:web=65536", "*Ports:web*'65536'*1 to 65535*")]
    [DataRow("--Ports:wbe=8080", "*Ports:wbe*names no resource*web*")]
    [DataRow("--Ports:web:https=8080", "*Ports:web:https*names no endpoint*http*")]
    public async Task StartAsync_PortSettingIsWrong_IsRefusedWithTheCure(string setting, string message)
    {
        await using var fake = new FakeApp(setting);
        fake.Add("web").WithHttpEndpoint(env: "PORT");

        var start = () => fake.App.StartAsync(CancellationToken);

        (await start.Should().ThrowAsync<DistributedApplicationException>()).WithMessage(message);
    }

    [TestMethod]
    public async Task StartAsync_PublicAndTargetPortDiffer_ForwardsFromOneToTheOther()
    {
        var (publicPort, targetPort) = (FreePort.Next(), FreePort.Next());
        var builder = TestApp.CreateBuilder($"--Ports:web={publicPort}");
        builder.AddResource(new ExecutableResource("web", TestApp.Program, AppContext.BaseDirectory))
            .WithArgs("service")
            .WithEnvironment("PORT", targetPort.ToString(CultureInfo.InvariantCulture))
            .WithHttpEndpoint(port: publicPort, targetPort: targetPort)
            .WithHttpHealthCheck();
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken);
        var healthy = await app.ResourceNotifications.WaitForResourceHealthyAsync("web", CancellationToken);

        using var client = new HttpClient();
        var answer = await client.GetStringAsync($"http://localhost:{publicPort}/", CancellationToken);

        answer.Should().Be(healthy.Snapshot.GetProcessId().ToString(CultureInfo.InvariantCulture));
        await app.StopAsync(CancellationToken);
    }

    [TestMethod]
    public async Task WithReplicas_Requests_GoToAllInstancesInTurnAndPastOneThatIsDown()
    {
        var builder = TestApp.CreateBuilder();
        var web = builder.AddService("web").WithAnnotation(new ReplicaAnnotation(3)).WithHttpHealthCheck();
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken);
        var ids = app.ResourceNotifications.GetInstanceIds("web");
        ids.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        foreach (var id in ids)
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(id, CancellationToken);
        }

        // Ready means one of them answers; this one comes when all do.
        await AskUntilAsync(web, answers => answers.Distinct().Count() == 3);
        var inTurn = await AskAsync(web, 6);
        inTurn.Distinct().Should().HaveCount(3);
        inTurn[..3].Should().Equal(inTurn[3..]);

        await app.ResourceCommands.ExecuteCommandAsync(ids[0], KnownResourceCommands.StopCommand, CancellationToken);

        (await AskAsync(web, 6)).Distinct().Should().HaveCount(2);
        app.GetSnapshot(ids[1]).State!.Text.Should().Be(KnownResourceStates.Running);
        await app.StopAsync(CancellationToken);
    }

    private async Task AskUntilAsync(IResourceBuilder<ExecutableResource> web, Func<string[], bool> isEnough)
    {
        while (!isEnough(await AskAsync(web, 6)))
        {
            await Task.Delay(20, CancellationToken);
        }
    }

    private async Task<string[]> AskAsync(IResourceBuilder<ExecutableResource> web, int times)
    {
        var answers = new List<string>();
        for (var time = 0; time < times; time++)
        {
            using var client = new HttpClient();
            answers.Add(await client.GetStringAsync(web.GetEndpoint("http").Url, CancellationToken));
        }

        return [.. answers];
    }

    private FakeApp CreateWithFixedPorts()
    {
        var fake = new FakeApp(FixedPorts);

        // An own path, so that the lock against a second run of the same AppHost is this test's own.
        fake.Builder.Configuration["AppHost:Path"] = _appHostPath;
        return fake;
    }

    private static int GetPort(FakeApp fake) =>
        new Uri(fake.App.GetSnapshot("web").Urls.Single().Url).Port;

    private static Socket Listen(out int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }
}
