using System.Net;
using System.Net.Sockets;
using Migration.TestSupport.Environments;
using Migration.Verdict.Model;
using Migration.Verdict.Running;

namespace Migration.Verdict.Tests;

[TestClass]
public sealed class TargetProbeTests(TestContext testContext)
{
    [TestMethod]
    public async Task Require_NobodyThere_NamesEverySettingAndNoPassword()
    {
        var probe = () => TargetProbe.RequireAsync(Target(new Uri("http://127.0.0.1:1")), testContext.CancellationToken);

        var thrown = (await probe.Should().ThrowAsync<NoVerdictException>()).Which.Message;
        thrown.Should().Contain("Target:Monolith (http://127.0.0.1:1/)").And.Contain("Target:Listings").And.Contain("Target:Search")
            .And.Contain("Target:MonolithDatabase (127.0.0.1:1/svetubd as suite)").And.Contain("Target:ListingsDatabase").And.NotContain("hush");
    }

    [TestMethod]
    public async Task Require_OneIsThere_NamesTheOthersAlone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var probe = () => TargetProbe.RequireAsync(Target(new Uri($"http://{listener.LocalEndpoint}")), testContext.CancellationToken);

        (await probe.Should().ThrowAsync<NoVerdictException>()).Which.Message.Should().NotContain("Target:Monolith (").And.Contain("Target:Listings");
    }

    [TestMethod]
    public async Task Require_ConnectionStringThatIsNone_SaysSo()
    {
        var target = Target(new Uri("http://127.0.0.1:1"));
        var probe = () => TargetProbe.RequireAsync(
            target with { Addresses = target.Addresses with { ListingsDatabase = "Nonsense=hush" } }, testContext.CancellationToken);

        (await probe.Should().ThrowAsync<NoVerdictException>()).Which.Message.Should().Contain("Target:ListingsDatabase is no connection string");
    }

    private static EnvironmentTarget Target(Uri monolith) => new()
    {
        Addresses = new EnvironmentAddresses
        {
            Monolith = monolith,
            Listings = new Uri("http://127.0.0.1:1"),
            Search = new Uri("http://127.0.0.1:1"),
            MonolithDatabase = "Host=127.0.0.1;Port=1;Username=suite;Password=hush;Database=svetubd",
            ListingsDatabase = "Host=127.0.0.1;Port=1;Username=suite;Password=hush;Database=listings",
        },
    };
}
