using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Auth;

[TestClass]
public sealed class AuthEndpointsTests : SharedMonolith
{
    private const string TokenPath = "/api/v1/auth/token";
    private const string TokensPath = "/api/v1/auth/tokens";

    [TestMethod]
    public async Task Keys_Published_VerifyATokenWithoutAskingTheMonolithAgain()
    {
        var token = await Monolith.TokenAsync(42);
        var discovery = (await Monolith.GetAsync("/.well-known/openid-configuration")).Json;
        var keys = await Monolith.GetAsync(discovery.GetProperty("jwks_uri").GetString()!);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = discovery.GetProperty("issuer").GetString(),
            ValidAudience = "svetu-marketplace",
            IssuerSigningKeys = JsonWebKeySet.Create(keys.Text).GetSigningKeys(),
        });

        result.IsValid.Should().BeTrue(result.Exception?.Message);
        keys.Text.Should().NotContain("\"d\"", "private keys stay here");
    }

    [TestMethod]
    public async Task Token_OfAKnownUser_CarriesItsClaims()
    {
        var token = new JsonWebToken(await Monolith.TokenAsync(42));

        token.Subject.Should().Be("42");
        token.GetPayloadValue<int>("user_id").Should().Be(42);
        token.GetPayloadValue<string>("email").Should().Be("user42@example.test");
        token.GetPayloadValue<string[]>("roles").Should().Equal("user");
        (token.ValidTo - token.ValidFrom).Should().Be(TimeSpan.FromHours(1));
    }

    [TestMethod]
    [DataRow("{}", "user_id")]
    [DataRow("""{"user_id":1,"email":"user1@example.test"}""", "user_id")]
    [DataRow("""{"user_id":999999}""", "user_id")]
    [DataRow("""{"user_id":"1"}""", "user_id")]
    [DataRow("""{"email":"nobody@example.test"}""", "email")]
    [DataRow("""{"email":"' or '1'='1"}""", "email")]
    [DataRow("""{"email":"a\u0000b"}""", "email")]
    [DataRow("""{"user_id":1,"expires_in":3601}""", "expires_in")]
    [DataRow("""{"user_id":1,"role":"admin"}""", "role")]
    public async Task Token_BadRequest_IsRefusedByName(string body, string field)
    {
        var answer = await Monolith.PostAsync(TokenPath, body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorFields.Should().Equal(field);
    }

    [TestMethod]
    public async Task Tokens_OfSeveralUsers_AreEachTheirOwn()
    {
        var answer = (await Monolith.PostAsync(TokensPath, """{"user_ids":[42,7,42]}""")).Json;

        var issued = answer.GetProperty("tokens").EnumerateArray().ToDictionary(
            token => token.GetProperty("user_id").GetInt32(), token => token.GetProperty("access_token").GetString()!);
        issued.Keys.Should().BeEquivalentTo([7, 42]);
        issued.Should().OnlyContain(token => new JsonWebToken(token.Value).GetPayloadValue<int>("user_id") == token.Key);
        answer.GetProperty("expires_in").GetInt32().Should().Be(3_600);
        (await Monolith.GetAsync(MonolithHost.Listings, issued[7])).Status.Should().Be(HttpStatusCode.OK);
    }

    [TestMethod]
    [DataRow("{}", "must name 1 to 1000 users")]
    [DataRow("""{"user_ids":[]}""", "must name 1 to 1000 users")]
    [DataRow("""{"user_ids":[1,999999]}""", "names 999999, who is no known test user")]
    [DataRow("""{"user_ids":[1,"2"]}""", "must be a list of whole numbers")]
    [DataRow("""{"user_ids":7}""", "must be a list of whole numbers")]
    public async Task Tokens_BadRequest_IsRefusedByName(string body, string rule)
    {
        var answer = await Monolith.PostAsync(TokensPath, body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorFields.Should().Equal("user_ids");
        answer.Text.Should().Contain(rule);
    }

    [TestMethod]
    [DataRow(1_000, HttpStatusCode.OK)]
    [DataRow(1_001, HttpStatusCode.BadRequest)]
    public async Task Tokens_Many_AreIssuedUpToAThousand(int count, HttpStatusCode status)
        => (await Monolith.PostAsync(TokensPath, $$"""{"user_ids":[{{string.Join(',', Enumerable.Range(1, count))}}]}""")).Status.Should().Be(status);

    [TestMethod]
    public async Task Token_ExpiredOrForAnotherAudience_IsRefusedWhereverItIsSent()
    {
        var expired = await Monolith.TokenAsync("""{"user_id":1,"expires_in":-60}""");
        var elsewhere = await Monolith.TokenAsync("""{"user_id":1,"audience":"elsewhere"}""");

        (await Monolith.GetAsync(MonolithHost.Listings, expired)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await Monolith.GetAsync(MonolithHost.Listings, elsewhere)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [TestMethod]
    [DataRow("Basic dXNlcjpwYXNz")]
    [DataRow("Bearer")]
    [DataRow("Bearer ")]
    [DataRow("Bearer a b")]
    [DataRow("token")]
    public async Task Authorization_MalformedHeader_IsUnauthenticatedAlsoOnPublicReads(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, MonolithHost.Listings);
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var response = await Monolith.Client.SendAsync(request, TestContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [TestMethod]
    public async Task Authorization_SchemeInLowerCase_IsTheSameScheme()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, MonolithHost.Listings);
        request.Headers.TryAddWithoutValidation("Authorization", $"bearer {await Monolith.TokenAsync(42)}");

        var response = await Monolith.Client.SendAsync(request, TestContext.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [TestMethod]
    public async Task Rotate_ByAnAdmin_ChangesTheSigningKeyAndKeepsOldTokensGood()
    {
        var before = await Monolith.TokenAsync(42);

        var byUser = await Monolith.PostAsync("/api/v1/admin/auth/keys/rotate", "", before);
        var byNobody = await Monolith.PostAsync("/api/v1/admin/auth/keys/rotate", "");
        var byAdmin = await Monolith.PostAsync("/api/v1/admin/auth/keys/rotate", "", await Monolith.AdminTokenAsync());

        byUser.Status.Should().Be(HttpStatusCode.Forbidden);
        byNobody.Status.Should().Be(HttpStatusCode.Unauthorized);
        byAdmin.Status.Should().Be(HttpStatusCode.OK);
        byAdmin.Json.GetProperty("signing_kid").GetString().Should().NotBe(new JsonWebToken(before).Kid);
        (await Monolith.GetAsync(MonolithHost.Listings, before)).Status.Should().Be(HttpStatusCode.OK);
    }

    [TestMethod]
    public async Task Token_WhereDevelopmentTokensAreOff_DoesNotExist()
    {
        await using var production = await MonolithHost.StartAsync(TestContext.CancellationToken, "--Seed:Listings=0", "--Auth:DevelopmentTokens=false");

        var one = await production.PostAsync(TokenPath, """{"user_id":1}""");
        var many = await production.PostAsync(TokensPath, """{"user_ids":[1]}""");

        one.Status.Should().Be(HttpStatusCode.NotFound);
        many.Status.Should().Be(HttpStatusCode.NotFound);
    }
}
