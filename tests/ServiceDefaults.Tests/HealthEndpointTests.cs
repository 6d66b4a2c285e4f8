using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Migration.ServiceDefaults.Tests;

[TestClass]
public sealed class HealthEndpointTests(TestContext testContext)
{
    [TestMethod]
    public async Task Health_WithEveryCheckPassing_IsHealthy()
    {
        await using var service = await BareService.StartAsync();

        var (status, body) = await GetAsync(service, "/health");

        status.Should().Be(HttpStatusCode.OK);
        body.GetProperty("status").GetString().Should().Be("Healthy");
        body.GetProperty("checks")[0].GetProperty("name").GetString().Should().Be("self");
    }

    [TestMethod]
    public async Task Health_WithADependencyDown_SaysWhichAndWhy()
    {
        await using var service = await BareService.StartAsync(AddBrokenDatabase);

        var (status, body) = await GetAsync(service, "/health");

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        var failing = body.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() is "database");
        failing.GetProperty("status").GetString().Should().Be("Unhealthy");
        failing.GetProperty("reason").GetString().Should().Be("connection refused");
    }

    [TestMethod]
    public async Task Health_OfACheckThatThrows_GivesItsMessageAsReason()
    {
        await using var service = await BareService.StartAsync(builder =>
            builder.Services.AddHealthChecks().AddCheck("database", () => throw new InvalidOperationException("no route to host")));

        var (_, body) = await GetAsync(service, "/health");

        body.GetProperty("checks")[1].GetProperty("reason").GetString().Should().Be("no route to host");
    }

    [TestMethod]
    public async Task Alive_WithADependencyDown_IsHealthyAllTheSame()
    {
        await using var service = await BareService.StartAsync(AddBrokenDatabase);

        var (status, body) = await GetAsync(service, "/alive");

        status.Should().Be(HttpStatusCode.OK, "a restart of the process would not bring its database back");
        body.GetProperty("checks").GetArrayLength().Should().Be(1);
    }

    [TestMethod]
    public async Task ShutdownTimeout_LeavesTheEnvironmentTimeToEnd()
    {
        await using var service = await BareService.StartAsync();

        service.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.Should().Be(TimeSpan.FromSeconds(3));
    }

    private static void AddBrokenDatabase(WebApplicationBuilder builder)
        => builder.Services.AddHealthChecks().AddCheck("database", () => HealthCheckResult.Unhealthy("connection refused"));

    private async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(BareService service, string path)
    {
        using var response = await service.Client.GetAsync(path, testContext.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(testContext.CancellationToken);
        return (response.StatusCode, JsonDocument.Parse(body).RootElement);
    }
}
