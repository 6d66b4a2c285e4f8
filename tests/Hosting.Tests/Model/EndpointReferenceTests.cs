using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class EndpointReferenceTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Members_BeforeAllocation_ThrowAndNameEndpointAndResource()
    {
        var reference = CreateSut(out _);

        reference.Exists.Should().BeTrue();
        reference.IsAllocated.Should().BeFalse();
        reference.Scheme.Should().Be("http");
        Action[] reads = [() => _ = reference.Url, () => _ = reference.Port, () => _ = reference.Host];
        foreach (var read in reads)
        {
            read.Should().Throw<InvalidOperationException>().WithMessage("*'http'*not allocated*'api'*");
        }
    }

    [TestMethod]
    public async Task GetValueAsync_BeforeAllocation_WaitsForIt()
    {
        var reference = CreateSut(out var endpoint);
        var pending = reference.GetValueAsync(TestContext.CancellationToken).AsTask();
        pending.IsCompleted.Should().BeFalse();

        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 8080);

        (await pending).Should().Be("http://localhost:8080");
        reference.IsAllocated.Should().BeTrue();
    }

    [TestMethod]
    public async Task GetValueAsync_NotAllocatable_FailsEveryoneWhoWaits()
    {
        var reference = CreateSut(out var endpoint);
        Func<Task> waiting = async () => await reference.GetValueAsync(TestContext.CancellationToken);
        var assertion = waiting.Should().ThrowAsync<InvalidOperationException>().WithMessage("*'http'*");

        endpoint.AllocatedEndpoint = null;

        await assertion;
    }

    [TestMethod]
    [DataRow(EndpointProperty.Url, "http://localhost:8080", "{api.bindings.http.url}")]
    [DataRow(EndpointProperty.Host, "localhost", "{api.bindings.http.host}")]
    [DataRow(EndpointProperty.IPV4Host, "127.0.0.1", "{api.bindings.http.host}")]
    [DataRow(EndpointProperty.Port, "8080", "{api.bindings.http.port}")]
    [DataRow(EndpointProperty.Scheme, "http", "{api.bindings.http.scheme}")]
    [DataRow(EndpointProperty.TargetPort, "9090", "{api.bindings.http.targetPort}")]
    [DataRow(EndpointProperty.HostAndPort, "localhost:8080", "{api.bindings.http.host}:{api.bindings.http.port}")]
    [DataRow(EndpointProperty.TlsEnabled, "False", "{api.bindings.http.tlsEnabled}")]
    public async Task Property_Allocated_HasValueAndExpression(EndpointProperty property, string value, string expression)
    {
        var reference = CreateSut(out var endpoint);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 8080, "9090");

        var part = reference.Property(property);

        (await part.GetValueAsync(TestContext.CancellationToken)).Should().Be(value);
        part.ValueExpression.Should().Be(expression);
    }

    [TestMethod]
    public async Task TargetPort_NoneAllocated_IsThePublicPort()
    {
        var reference = CreateSut(out var endpoint);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 8080);

        (await reference.Property(EndpointProperty.TargetPort).GetValueAsync(TestContext.CancellationToken)).Should().Be("8080");
    }

    [TestMethod]
    public async Task GetValueAsync_FromAnotherNetwork_IsAnsweredInsteadOfWaitedForWithoutEnd()
    {
        var reference = CreateSut(out var endpoint);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 8080);
        var context = new ValueProviderContext { Network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork };

        (await reference.GetValueAsync(context, TestContext.CancellationToken)).Should().Be("http://localhost:8080");
    }

    [TestMethod]
    public void EndpointAnnotation_UnknownName_IsNamed()
    {
        var reference = new EndpointReference(new ProjectResource("api"), "grpc");

        reference.Exists.Should().BeFalse();
        reference.TlsEnabled.Should().BeFalse();
        FluentActions.Invoking(() => reference.EndpointAnnotation).Should().Throw<InvalidOperationException>().WithMessage("*'grpc'*'api'*");
    }

    [TestMethod]
    public void EndpointAnnotation_AddedLater_IsFound()
    {
        var project = new ProjectResource("api");
        var reference = new EndpointReference(project, "GRPC");

        project.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, name: "grpc"));

        reference.Exists.Should().BeTrue();
    }

    [TestMethod]
    public async Task GetTlsValue_FollowsTheEndpoint()
    {
        var reference = CreateSut(out var endpoint);
        var value = reference.GetTlsValue(ReferenceExpression.Create($"ssl=true"), ReferenceExpression.Create($"ssl=false"));

        (await value.GetValueAsync(TestContext.CancellationToken)).Should().Be("ssl=false");
        endpoint.TlsEnabled = true;
        (await value.GetValueAsync(TestContext.CancellationToken)).Should().Be("ssl=true");
    }

    [TestMethod]
    public void UriString_IPv6Address_IsBracketed()
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http");

        new AllocatedEndpoint(endpoint, "::1", 80).UriString.Should().Be("http://[::1]:80");
    }

    [TestMethod]
    public void AllocatedEndpoint_OfAnotherNetwork_IsRefused()
    {
        CreateSut(out var endpoint);
        var foreign = new AllocatedEndpoint(
            endpoint, "localhost", 1, EndpointBindingMode.SingleAddress, networkId: KnownNetworkIdentifiers.PublicInternet);

        FluentActions.Invoking(() => endpoint.AllocatedEndpoint = foreign).Should().Throw<InvalidOperationException>();
    }

    private static EndpointReference CreateSut(out EndpointAnnotation endpoint)
    {
        var project = new ProjectResource("api");
        endpoint = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http");
        project.Annotations.Add(endpoint);
        return new EndpointReference(project, "http");
    }
}
