using System.Net;
using Migration.FaultProxy.Proxies;
using Migration.FaultProxy.Tests.Fixture;

namespace Migration.FaultProxy.Tests.Proxies;

[TestClass]
public sealed class ConfiguredProxiesTests(TestContext testContext) : ProxyTest(testContext)
{
    [TestMethod]
    public async Task Settings_OfTwoProxies_ArePutIntoForceAtStart()
    {
        var host = Keep(await ProxyHost.StartAsync(
            CancellationToken,
            "--Proxies:listings-db:Upstream=localhost:5433", "--Proxies:listings-db:Enabled=false",
            "--Proxies:listings:Upstream=http://localhost:50051", "--Proxies:listings:Protocol=grpc"));

        var proxies = (await host.GetAsync("/proxies")).Json;

        proxies.GetProperty("listings-db").GetProperty("enabled").GetBoolean().Should().BeFalse();
        proxies.GetProperty("listings-db").GetProperty("upstream").GetString().Should().Be("localhost:5433");
        proxies.GetProperty("listings").GetProperty("protocol").GetString().Should().Be("grpc");
        (await host.GetAsync("/health")).Status.Should().Be(HttpStatusCode.OK);
    }

    [TestMethod]
    public async Task Settings_WithAPortAlone_ListenOnLoopback()
    {
        var free = (await Host.CreateProxyAsync("localhost:1"))["127.0.0.1:".Length..];
        await Host.DeleteAsync("/proxies/p");

        var host = Keep(await ProxyHost.StartAsync(CancellationToken, $"--Proxies:q:Listen={free}", "--Proxies:q:Upstream=localhost:1"));

        (await host.GetAsync("/proxies/q")).Json.GetProperty("listen").GetString().Should().Be($"127.0.0.1:{free}");
    }

    [TestMethod]
    [DataRow("--Proxies:q:Listen=0", "Proxies:q:Upstream is not set*")]
    [DataRow("--Proxies:q:Upstream=nowhere", "Proxies:q has an address that is none: 'nowhere' is no address*")]
    [DataRow("--Proxies:q:Enabled=perhaps", "Proxies:q cannot be read:*")]
    public async Task Settings_ThatCannotBe_NameTheSetting(string setting, string message)
    {
        var start = async () => await ProxyHost.StartAsync(CancellationToken, setting);

        await start.Should().ThrowAsync<ProxySettingsException>().WithMessage(message);
    }

    [TestMethod]
    public async Task Settings_ThatCannotBe_EndTheProgramWithCode1()
        => (await FaultProxyApplication.RunAsync(["--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", "--Proxies:q:Upstream=nowhere"])).Should().Be(1);

    [TestMethod]
    public async Task Settings_WithAPortThatIsTaken_NameTheAddress()
    {
        var taken = Keep(new ByteServer()).Address;

        var start = async () => await ProxyHost.StartAsync(CancellationToken, $"--Proxies:q:Listen={taken}", "--Proxies:q:Upstream=localhost:1");

        await start.Should().ThrowAsync<ProxySettingsException>().WithMessage($"A proxy of the section Proxies cannot be opened: listen {taken}:*");
    }
}
