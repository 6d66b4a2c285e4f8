using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Migration.Verdict.Model;
using Migration.Verdict.Watching;

namespace Migration.Verdict.Tests.Watching;

[TestClass]
public sealed class HttpProbeTests(TestContext testContext)
{
    private int _issued;
    private int _taken;
    private string? _fallback;

    /// <summary>A watch of a day outlives a token of an hour.</summary>
    [TestMethod]
    public async Task Look_AfterItsTokenHasExpired_AsksForAnother()
    {
        await using var monolith = await StartAsync(listings: 2);
        using var probe = await HttpProbe.ConnectAsync(new Uri(monolith.Urls.Single()), dataSync: null, adminToken: null, TimeProvider.System, testContext.CancellationToken);
        var first = await probe.LookAsync(testContext.CancellationToken);

        _taken = 1;
        var second = await probe.LookAsync(testContext.CancellationToken);

        first.OpenBreakers.Should().Equal("GetListing");
        second.OpenBreakers.Should().Equal("GetListing");
        _issued.Should().Be(2);
    }

    [TestMethod]
    public async Task Look_WithAGivenTokenThatIsNotTaken_DoesNotSeeTheBreakers()
    {
        await using var monolith = await StartAsync(listings: 2);
        using var probe = await HttpProbe.ConnectAsync(new Uri(monolith.Urls.Single()), dataSync: null, adminToken: "wrong", TimeProvider.System, testContext.CancellationToken);

        (await probe.LookAsync(testContext.CancellationToken)).OpenBreakers.Should().BeNull();

        _issued.Should().Be(0, "whoever gives a token wants that one used");
    }

    /// <summary>A row in quarantine is explained; else no environment that has one could be watched.</summary>
    [TestMethod]
    [DataRow(null, null)]
    [DataRow("quarantined", null)]
    [DataRow("breaker_open", "fallback: breaker_open")]
    public async Task Request_AnsweredByTheMonolithInstead_IsAnErrorUnlessTheRowIsInQuarantine(string? cause, string? error)
    {
        await using var monolith = await StartAsync(listings: 1);
        using var probe = await HttpProbe.ConnectAsync(new Uri(monolith.Urls.Single()), dataSync: null, adminToken: null, TimeProvider.System, testContext.CancellationToken);
        _fallback = cause;

        (await probe.RequestAsync(testContext.CancellationToken)).Error.Should().Be(error);
    }

    [TestMethod]
    public async Task Connect_ToAMonolithWithoutListings_IsRefused()
    {
        await using var monolith = await StartAsync(listings: 0);

        var connect = () => HttpProbe.ConnectAsync(new Uri(monolith.Urls.Single()), dataSync: null, adminToken: null, TimeProvider.System, testContext.CancellationToken);

        await connect.Should().ThrowAsync<NoVerdictException>().WithMessage("*nothing to watch*");
    }

    /// <summary>Tokens are numbered from 0, and only the one whose turn it is is taken.</summary>
    private async Task<WebApplication> StartAsync(int listings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/api/v1/marketplace/listings", (HttpContext context) => context.Response.WriteAsJsonAsync(new { listings = Enumerable.Range(1, listings).Select(id => new { id }) }, testContext.CancellationToken));
        app.MapGet("/api/v1/marketplace/listings/{id}", (HttpContext context) =>
        {
            if (_fallback is not null)
            {
                context.Response.Headers["X-Routing-Fallback"] = _fallback;
            }

            return Task.CompletedTask;
        });
        app.MapPost("/api/v1/auth/token", (HttpContext context) => context.Response.WriteAsJsonAsync(new { access_token = $"token-{_issued++}" }, testContext.CancellationToken));
        app.MapGet("/api/v1/admin/routing/breakers", (HttpContext context) =>
        {
            if (context.Request.Headers.Authorization == $"Bearer token-{_taken}")
            {
                var breakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["GetListing"] = "open", ["ListListings"] = "closed" };
                return context.Response.WriteAsJsonAsync(new { breakers }, testContext.CancellationToken);
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        await app.StartAsync(testContext.CancellationToken);
        return app;
    }
}
