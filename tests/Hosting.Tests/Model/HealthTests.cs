using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class HealthTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void WithHealthCheck_SameKeyTwice_IsRefused()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".").WithHealthCheck("mine");

        FluentActions.Invoking(() => api.WithHealthCheck("mine")).Should().Throw<DistributedApplicationException>().WithMessage("*'api'*'mine'*");
        api.WithHealthCheck("other").Resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).Should().Equal("mine", "other");
    }

    [TestMethod]
    public void WithHttpHealthCheck_Defaults_NameEndpointPathAndStatus()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();

        Key(builder.AddExecutable("a", "true", ".").WithHttpEndpoint().WithHttpHealthCheck()).Should().Be("a_http_/_200_check");
        Key(builder.AddExecutable("b", "true", ".").WithHttpEndpoint().WithHttpsEndpoint().WithHttpHealthCheck("/health", 204)).Should()
            .Be("b_https_/health_204_check");
        Key(builder.AddExecutable("c", "true", ".").WithHttpEndpoint(name: "web").WithHttpHealthCheck(endpointName: "web")).Should()
            .Be("c_web_/_200_check");
    }

    [TestMethod]
    public void WithHttpHealthCheck_NoSuchEndpoint_SaysWhichThereAre()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".").WithHttpEndpoint(name: "web").WithEndpoint(name: "raw");

        FluentActions.Invoking(() => api.WithHttpHealthCheck()).Should()
            .Throw<DistributedApplicationException>().WithMessage("*'api'*https, http*web, raw*");
        FluentActions.Invoking(() => api.WithHttpHealthCheck(endpointName: "raw")).Should()
            .Throw<DistributedApplicationException>().WithMessage("*'raw'*'tcp'*not an HTTP endpoint*");
        FluentActions.Invoking(() => api.WithHttpHealthCheck(() => null!)).Should()
            .Throw<DistributedApplicationException>().WithMessage("*returned null*");
    }

    [TestMethod]
    [DataRow(200, HealthStatus.Healthy, "no description")]
    [DataRow(503, HealthStatus.Unhealthy, "*http://localhost:8086/health*503*200*")]
    public async Task WithHttpHealthCheck_Answer_DecidesTheStatus(int status, HealthStatus expected, string description)
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var api = builder.AddExecutable("api", "true", ".").WithHttpEndpoint(port: 8086).WithHttpHealthCheck("/health");
        using var stub = new StubHandler(_ => new HttpResponseMessage((HttpStatusCode)status));
        builder.Services.AddHttpClient(Key(api)).ConfigurePrimaryHttpMessageHandler(() => stub);
        ModelLab.Allocate(api.Resource);

        var entry = await CheckAsync(builder, Key(api));

        entry.Status.Should().Be(expected);
        (entry.Description ?? "no description").Should().Match(description);
        stub.Requests.Should().Equal("GET http://localhost:8086/health");
    }

    [TestMethod]
    public async Task WithHttpHealthCheck_NotAllocatedOrUnreachable_IsUnhealthy()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var waiting = builder.AddExecutable("waiting", "true", ".").WithHttpEndpoint().WithHttpHealthCheck();
        var down = builder.AddExecutable("down", "true", ".").WithHttpEndpoint(port: 1).WithHttpHealthCheck();
        ModelLab.Allocate(down.Resource);
        using var application = builder.Build();
        var health = application.Services.GetRequiredService<HealthCheckService>();

        var report = await health.CheckHealthAsync(TestContext.CancellationToken);

        report.Entries[Key(waiting)].Description.Should().Be("The address is not known yet.");
        report.Entries[Key(down)].Status.Should().Be(HealthStatus.Unhealthy);
        report.Entries[Key(down)].Description.Should().Match("http://localhost:1/ could not be reached: *");
    }

    [TestMethod]
    public async Task WithHttpHealthCheck_ExternalService_AsksItsAddress()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--Parameters:maps-url=http://maps.example/");
        var maps = builder.AddExternalService("maps", builder.AddParameter("maps-url")).WithHttpHealthCheck("/up", 204);
        using var stub = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.NoContent));
        builder.Services.AddHttpClient(Key(maps)).ConfigurePrimaryHttpMessageHandler(() => stub);

        (await CheckAsync(builder, Key(maps))).Status.Should().Be(HealthStatus.Healthy);
        stub.Requests.Should().Equal("GET http://maps.example/up");
    }

    [TestMethod]
    public void WithHttpHealthCheck_ExternalServiceWithoutHttp_IsRefused()
    {
        using var lab = new ModelLab();
        var service = lab.CreateBuilder().AddExternalService("mq", "amqp://mq.example/");

        FluentActions.Invoking(() => service.WithHttpHealthCheck()).Should().Throw<InvalidOperationException>().WithMessage("*'mq'*amqp*");
    }

    [TestMethod]
    [DataRow("nowhere")]
    [DataRow("/relative")]
    [DataRow("https://a.example/path")]
    [DataRow("https://a.example/?q=1")]
    public void AddExternalService_BadAddress_IsNamed(string url)
    {
        using var lab = new ModelLab();

        FluentActions.Invoking(() => lab.CreateBuilder().AddExternalService("x", url)).Should().Throw<ArgumentException>().WithMessage($"*{url}*");
    }

    private static string Key(IResourceBuilder<IResource> builder) =>
        builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Should().ContainSingle().Subject.Key;

    private async Task<HealthReportEntry> CheckAsync(IDistributedApplicationBuilder builder, string key)
    {
        using var application = builder.Build();
        var report = await application.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.CancellationToken);
        return report.Entries[key];
    }
}
