using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Http;
using Migration.TrafficRouter.Shadow;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Http;

[TestClass]
public sealed class HttpRouterTests
{
    private readonly MemoryFlagStore _store = new();
    private readonly DefaultHttpContext _context = new();
    private MicroserviceCall? _call;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Route_WritesTheDecisionIntoHeadersAndSpan()
    {
        await using var services = await StartAsync(TestFlags.Flag(100) with { Experiments = [new("layout", [new("wide", 1)])] });
        SignIn(42);
        _context.Request.Headers.Authorization = "Bearer t";
        using var source = new ActivitySource("test");
        using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("request")!;

        (await services.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1)).Should().Be("microservice");

        var headers = _context.Response.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.Ordinal);
        headers.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Served-By"] = "microservice",
            ["X-Routing-Reason"] = "percentage",
            ["X-Routing-Arm"] = "microservice",
            ["X-Routing-Flag"] = "marketplace",
            ["X-Routing-Flag-Version"] = "7",
            ["X-Routing-Bucket"] = headers["X-Routing-Bucket"],
            ["X-Routing-Seed"] = "1",
            ["X-Routing-Variants"] = "layout=wide",
        });
        _call!.Options.Headers!.GetValue("authorization").Should().Be("Bearer t");
        span.GetTagItem("traffic_router.operation").Should().Be("GetListing");
        span.GetTagItem("traffic_router.arm").Should().Be("microservice");
        span.GetTagItem("traffic_router.reason").Should().Be("percentage");
        span.GetTagItem("traffic_router.served_by").Should().Be("microservice");
        span.GetTagItem("traffic_router.seed").Should().Be("1");
        span.GetTagItem("traffic_router.variants").Should().Be("layout=wide");
        span.GetTagItem("traffic_router.attempts").Should().Be(1);
        span.GetTagItem("feature_flag.key").Should().Be("marketplace");
        span.GetTagItem("feature_flag.version").Should().Be(7L);
        span.GetTagItem("traffic_router.bucket").Should().Be(int.Parse(headers["X-Routing-Bucket"], System.Globalization.CultureInfo.InvariantCulture));
        span.GetTagItem("traffic_router.fallback_cause").Should().BeNull();
    }

    [TestMethod]
    public async Task Route_Fallback_IsSaidInHeadersAndSpan()
    {
        await using var services = await StartAsync(TestFlags.Flag(100));
        SignIn(42);
        using var span = new Activity("request") { IsAllDataRequested = true }.Start();
        var route = new Route<int, string>("GetListing", Idempotency.Safe)
        {
            Monolith = (_, _) => Task.FromResult("monolith"),
            Microservice = (_, _) => throw new InvalidOperationException("broken"),
        };

        await services.GetRequiredService<HttpRouter>().RouteAsync(_context, route, 1);

        _context.Response.Headers["X-Served-By"].ToString().Should().Be("monolith-fallback");
        _context.Response.Headers["X-Routing-Fallback"].ToString().Should().Be("exception");
        span.GetTagItem("traffic_router.fallback_cause").Should().Be("exception");
    }

    [TestMethod]
    public async Task Visitor_ByHeaderOrCookie_IsKnown()
    {
        await using var services = await StartAsync(TestFlags.Flag(100));
        var router = services.GetRequiredService<HttpRouter>();

        await router.RouteAsync(_context, Read(), 1);
        _context.Response.Headers["X-Served-By"].ToString().Should().Be("monolith", "nobody in particular");
        _context.Request.Headers["X-Visitor-Id"] = "visitor-0001";
        await router.RouteAsync(_context, Read(), 1);
        var byHeader = _context.Response.Headers["X-Routing-Bucket"].ToString();
        _context.Request.Headers.Remove("X-Visitor-Id");
        _context.Request.Headers.Cookie = "visitor_id=visitor-0001";
        await router.RouteAsync(_context, Read(), 1);

        _context.Response.Headers["X-Served-By"].ToString().Should().Be("microservice");
        _context.Response.Headers["X-Routing-Bucket"].ToString().Should().Be(byHeader);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow(" 1")]
    [DataRow("1e3")]
    [DataRow("9223372036854775808")]
    [DataRow("1 or 1=1")]
    public async Task User_WhoCannotBe_IsNobody(string id)
    {
        await using var services = await StartAsync(TestFlags.Flag(100) with { CanaryUserIds = [1] });
        _context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id)], "test"));

        (await services.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1)).Should().Be("monolith");

        _context.Response.Headers["X-Routing-Bucket"].ToString().Should().Be("-1");
    }

    [TestMethod]
    public async Task ForcedSide_IsObeyedOnlyWhereAllowed()
    {
        _context.Request.Headers["X-Route-To"] = "microservice";
        await using (var staging = await StartAsync(TestFlags.Flag(0), options => options.AllowForcedSide = true))
        {
            (await staging.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1)).Should().Be("microservice");
        }

        await using var production = await StartAsync(TestFlags.Flag(0));
        (await production.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1)).Should().Be("monolith");
    }

    [TestMethod]
    public async Task Write_KeepsItsPositionInACookieThatHoldsTheReads()
    {
        await using var services = await StartAsync(TestFlags.Flag(0));
        var router = services.GetRequiredService<HttpRouter>();
        SignIn(42);
        var write = new Route<int, string>("CreateListing", Idempotency.Keyed) { Monolith = (_, _) => Task.FromResult("made"), Microservice = (_, _) => Task.FromResult("") };

        await router.RouteAsync(_context, write, 1);
        var cookie = _context.Response.Headers.SetCookie.ToString();
        _context.Request.Headers.Cookie = cookie.Split(';')[0];
        await router.RouteAsync(_context, Read(), 1);

        cookie.Should().StartWith("migration_position=1.monolith.42.").And.Contain("max-age=60").And.Contain("httponly").And.Contain("samesite=lax").And.NotContain("secure");
        _context.Response.Headers["X-Routing-Reason"].ToString().Should().Be("read_your_writes");
    }

    [TestMethod]
    public async Task Write_OfNobody_LeavesNoCookie()
    {
        await using var services = await StartAsync(TestFlags.Flag(0));
        var write = new Route<int, string>("CreateListing", Idempotency.Keyed) { Monolith = (_, _) => Task.FromResult("made"), Microservice = (_, _) => Task.FromResult("") };

        await services.GetRequiredService<HttpRouter>().RouteAsync(_context, write, 1);

        _context.Response.Headers.SetCookie.Should().BeEmpty();
    }

    [TestMethod]
    [DataRow("k-1", "k-1")]
    [DataRow("", null)]
    [DataRow("a b", null)]
    [DataRow("кључ", null)]
    [DataRow("a\u007f", null)]
    [DataRow("!~", "!~")]
    public void IdempotencyKey_IsVisibleAscii(string header, string? key)
    {
        _context.Request.Headers["Idempotency-Key"] = header;

        HttpRouter.IdempotencyKeyOf(_context).Should().Be(key);
    }

    [TestMethod]
    public void IdempotencyKey_LengthAndNumber_AreBounded()
    {
        _context.Request.Headers["Idempotency-Key"] = new string('k', 128);
        HttpRouter.IdempotencyKeyOf(_context).Should().HaveLength(128);
        _context.Request.Headers["Idempotency-Key"] = new string('k', 129);
        HttpRouter.IdempotencyKeyOf(_context).Should().BeNull();
        _context.Request.Headers["Idempotency-Key"] = new[] { "a", "b" };
        HttpRouter.IdempotencyKeyOf(_context).Should().BeNull();
        HttpRouter.IdempotencyKeyOf(new DefaultHttpContext()).Should().BeNull();
    }

    [TestMethod]
    public async Task Write_SendsItsKeyAndAReadDoesNot()
    {
        await using var services = await StartAsync(TestFlags.Flag(100));
        SignIn(42);
        _context.Request.Headers["Idempotency-Key"] = "k-1";
        var write = new Route<int, string>("CreateListing", Idempotency.Keyed) { Monolith = (_, _) => Task.FromResult(""), Microservice = Note };

        await services.GetRequiredService<HttpRouter>().RouteAsync(_context, write, 1);
        _call!.Options.Headers!.GetValue("idempotency-key").Should().Be("k-1");
        await services.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1);
        _call!.Options.Headers!.GetValue("idempotency-key").Should().BeNull();
    }

    [TestMethod]
    public async Task ShadowRead_OfAnAnswer_ComesAfterItHasBeenSent()
    {
        await using var services = await StartAsync(TestFlags.Flag(0) with { ShadowPercent = 100 });
        var response = new CompletingResponse();
        _context.Features.Set<IHttpResponseFeature>(response);
        var plain = Read();
        var route = new Route<int, string>("GetListing", Idempotency.Safe) { Monolith = plain.Monolith, Microservice = plain.Microservice, Compare = (_, _) => [] };

        await services.GetRequiredService<HttpRouter>().RouteAsync(_context, route, 1);
        _call.Should().BeNull("the answer is still on its way");
        await response.CompleteAsync();

        await Eventually.IsTrueAsync(() => services.GetRequiredService<ShadowReads>().Report().Equal == 1, TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Route_ServedByTheMonolith_HasNoAttemptsInItsSpan()
    {
        await using var services = await StartAsync(TestFlags.Flag(0));
        using var span = new Activity("request") { IsAllDataRequested = true }.Start();

        await services.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1);

        span.GetTagItem("traffic_router.served_by").Should().Be("monolith");
        span.GetTagItem("traffic_router.attempts").Should().BeNull();
    }

    [TestMethod]
    public async Task Route_WithoutContextOrRoute_IsRefused()
    {
        await using var services = await StartAsync(TestFlags.Flag(0));
        var router = services.GetRequiredService<HttpRouter>();

        (await FluentActions.Awaiting(() => router.RouteAsync(null!, Read(), 1)).Should().ThrowAsync<ArgumentNullException>()).WithParameterName("context");
        (await FluentActions.Awaiting(() => router.RouteAsync<int, string>(_context, null!, 1)).Should().ThrowAsync<ArgumentNullException>()).WithParameterName("route");
    }

    [TestMethod]
    public async Task Token_NoneTwoOrEmpty_IsNotPassedOn()
    {
        await using var services = await StartAsync(TestFlags.Flag(100));
        SignIn(42);

        foreach (var token in new[] { [], new[] { "Bearer a", "Bearer b" }, new[] { "" } })
        {
            _context.Request.Headers.Authorization = token;
            await services.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1);
            _call!.Options.Headers!.GetValue("authorization").Should().BeNull();
        }
    }

    [TestMethod]
    public async Task Write_ByTheMicroserviceOverHttps_LeavesASecureCookieOfThatSide()
    {
        await using var services = await StartAsync(TestFlags.Flag(100));
        SignIn(42);
        _context.Request.Scheme = "https";
        var write = new Route<int, string>("CreateListing", Idempotency.Keyed)
        {
            Monolith = (_, _) => Task.FromResult(""),
            Microservice = (_, call) =>
            {
                call.Position = "0/1F";
                return Task.FromResult("made");
            },
        };

        await services.GetRequiredService<HttpRouter>().RouteAsync(_context, write, 1);

        _context.Response.Headers.SetCookie.ToString().Should().StartWith("migration_position=1.microservice.42.").And.Contain(".0%2F1F;").And.Contain("secure");
    }

    [TestMethod]
    public async Task Visitor_GivenTwice_IsTheCookies()
    {
        await using var services = await StartAsync(TestFlags.Flag(100));
        _context.Request.Headers["X-Visitor-Id"] = new[] { "visitor-0001", "visitor-0002" };

        (await services.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1)).Should().Be("monolith");
        _context.Request.Headers.Cookie = "visitor_id=visitor-0003";

        (await services.GetRequiredService<HttpRouter>().RouteAsync(_context, Read(), 1)).Should().Be("microservice");
    }

    [TestMethod]
    public async Task Failure_StillSaysWhoServed()
    {
        await using var services = await StartAsync(TestFlags.Flag(0));
        var route = new Route<int, string>("GetListing", Idempotency.Safe) { Monolith = (_, _) => throw new InvalidDataException(), Microservice = Note };

        await FluentActions.Awaiting(() => services.GetRequiredService<HttpRouter>().RouteAsync(_context, route, 1)).Should().ThrowAsync<InvalidDataException>();

        _context.Response.Headers["X-Served-By"].ToString().Should().Be("monolith");
    }

    private void SignIn(long userId)
        => _context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, userId.ToString(System.Globalization.CultureInfo.InvariantCulture))], "test"));

    private Route<int, string> Read() => new("GetListing", Idempotency.Safe) { Monolith = (_, _) => Task.FromResult("monolith"), Microservice = Note };

    private Task<string> Note(int id, MicroserviceCall call)
    {
        _call = call;
        return Task.FromResult("microservice");
    }

    private async Task<ServiceProvider> StartAsync(FlagDefinition flag, Action<TrafficRouterOptions>? configure = null)
    {
        _store.Put(flag);
        var services = new ServiceCollection().AddLogging().AddSingleton<IFlagStore>(_store).AddTrafficRouter(configure).BuildServiceProvider();
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(TestContext.CancellationToken);
        }

        return services;
    }
}
