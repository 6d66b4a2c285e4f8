using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class EndpointAnnotationTests
{
    [TestMethod]
    [DataRow(ProtocolType.Tcp, null, null, "tcp", "tcp", "tcp")]
    [DataRow(ProtocolType.Udp, null, null, "udp", "udp", "udp")]
    [DataRow(ProtocolType.Tcp, "http", null, "http", "http", "http")]
    [DataRow(ProtocolType.Tcp, "https", "web", "https", "web", "http")]
    public void Defaults_FollowProtocolAndScheme(
        ProtocolType protocol, string? scheme, string? name, string expectedScheme, string expectedName, string expectedTransport)
    {
        var endpoint = new EndpointAnnotation(protocol, uriScheme: scheme, name: name);

        endpoint.UriScheme.Should().Be(expectedScheme);
        endpoint.Name.Should().Be(expectedName);
        endpoint.Transport.Should().Be(expectedTransport);
        endpoint.TargetHost.Should().Be("localhost");
        endpoint.IsProxied.Should().BeTrue();
        endpoint.IsExplicitlyProxied.Should().BeNull();
        endpoint.IsExternal.Should().BeFalse();
        endpoint.TlsEnabled.Should().Be(expectedScheme is "https");
    }

    [TestMethod]
    public void Ports_WithoutProxy_FallBackToEachOther()
    {
        var byTarget = new EndpointAnnotation(ProtocolType.Tcp, targetPort: 81, isProxied: false);
        var byPort = new EndpointAnnotation(ProtocolType.Tcp, port: 80, isProxied: false);
        var proxied = new EndpointAnnotation(ProtocolType.Tcp, targetPort: 81);

        byTarget.Port.Should().Be(81);
        byPort.TargetPort.Should().Be(80);
        proxied.Port.Should().BeNull();
        byTarget.Port = null;
        byTarget.Port.Should().BeNull("it was cleared on purpose");
    }

    [TestMethod]
    public void WithEndpoint_SameNameTwice_IsRefused()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".").WithHttpEndpoint();

        FluentActions.Invoking(() => api.WithHttpEndpoint(port: 81)).Should().Throw<DistributedApplicationException>().WithMessage("*'api'*'http'*");
        api.WithHttpEndpoint(name: "second");
        api.Resource.GetEndpoints().Select(endpoint => endpoint.EndpointName).Should().Equal("http", "second");
    }

    [TestMethod]
    public async Task WithEndpoint_Env_CarriesTheTargetPort()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".").WithHttpEndpoint(port: 80, targetPort: 8000, env: "PORT");
        ModelLab.Allocate(api.Resource, targetPort: "8000");

        (await ModelLab.VariablesAsync(api)).Should().Equal(ModelLab.Pairs(("PORT", "8000")));
    }

    [TestMethod]
    public void WithEndpoint_Callback_ChangesOrCreates()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".");

        api.WithEndpoint("none", endpoint => endpoint.Port = 1, createIfNotExists: false);
        api.Resource.GetEndpoints().Should().BeEmpty();
        api.WithEndpoint("grpc", endpoint => endpoint.UriScheme = "http").WithEndpoint("GRPC", endpoint => endpoint.Port = 50051);

        var endpoint = api.Resource.GetEndpoints().Should().ContainSingle().Subject.EndpointAnnotation;
        endpoint.Port.Should().Be(50051);
        endpoint.UriScheme.Should().Be("http");
    }

    [TestMethod]
    public void AsHttp2Service_AppliesToEndpointsBeforeAndAfter()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".")
            .WithHttpEndpoint(name: "before").WithEndpoint(name: "raw").AsHttp2Service().WithHttpEndpoint(name: "after");

        api.Resource.GetEndpoints().Select(endpoint => endpoint.EndpointAnnotation.Transport).Should().Equal("http2", "tcp", "http2");
    }

    [TestMethod]
    public void WithExternalHttpEndpoints_MarksHttpAlone()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".").WithHttpEndpoint().WithHttpsEndpoint().WithEndpoint(name: "raw")
            .WithExternalHttpEndpoints();

        api.Resource.GetEndpoints().Select(endpoint => endpoint.EndpointAnnotation.IsExternal).Should().Equal(true, true, false);
    }

    [TestMethod]
    [DataRow("-web")]
    [DataRow("we b")]
    [DataRow("a--b")]
    public void Constructor_BadName_IsNamed(string name) =>
        FluentActions.Invoking(() => new EndpointAnnotation(ProtocolType.Tcp, name: name)).Should()
            .Throw<ArgumentException>().WithMessage($"Endpoint name '{name}' is invalid.*");
}
