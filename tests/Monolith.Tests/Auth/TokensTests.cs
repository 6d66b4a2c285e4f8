using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Migration.Monolith.Auth;

namespace Migration.Monolith.Tests.Auth;

[TestClass]
public sealed class TokensTests : IDisposable
{
    private static readonly TestUser User = new(42, "user42@example.test", "user");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("monolith-keys-");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2025, 11, 1, 12, 0, 0, TimeSpan.Zero));

    public required TestContext TestContext { get; set; }

    public void Dispose() => folder.Delete(recursive: true);

    [TestMethod]
    public async Task Verify_OwnToken_GivesTheCallerOfItsClaims()
    {
        var (tokens, _) = await CreateAsync();

        var user = await tokens.VerifyAsync(tokens.Issue(User, AuthSettings.TokenLifetime));
        var admin = await tokens.VerifyAsync(tokens.Issue(new TestUser(7, "a@example.test", "admin"), AuthSettings.TokenLifetime));

        user.Should().Be(new Caller(42, "user42@example.test", IsAdmin: false));
        admin.Should().Be(new Caller(7, "a@example.test", IsAdmin: true));
    }

    [TestMethod]
    public async Task Verify_HourLater_IsExpired()
    {
        var (tokens, _) = await CreateAsync();
        var token = tokens.Issue(User, AuthSettings.TokenLifetime);

        time.Advance(AuthSettings.TokenLifetime - TimeSpan.FromSeconds(1));
        (await tokens.VerifyAsync(token)).Should().NotBeNull();
        time.Advance(TimeSpan.FromSeconds(1) + AuthSettings.ClockSkew);
        (await tokens.VerifyAsync(token)).Should().BeNull();
    }

    [TestMethod]
    public async Task Verify_AlgorithmNone_IsRefused()
    {
        var (tokens, _) = await CreateAsync();
        var payload = tokens.Issue(User, AuthSettings.TokenLifetime).Split('.')[1];
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        (await tokens.VerifyAsync($"{header}.{payload}.")).Should().BeNull();
    }

    [TestMethod]
    public async Task Verify_PublicKeyUsedAsSharedSecret_IsRefused()
    {
        var (tokens, keys) = await CreateAsync();
        var spki = keys.Current.Stored[0].PublicKey;
        var secret = new SymmetricSecurityKey(Convert.FromBase64String(spki)) { KeyId = keys.Current.Signer.Kid };

        (await tokens.VerifyAsync(Forge(new SigningCredentials(secret, SecurityAlgorithms.HmacSha256)))).Should().BeNull();
    }

    [TestMethod]
    public async Task Verify_OtherKeyUnderTheSameKid_IsRefused()
    {
        var (tokens, keys) = await CreateAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new ECDsaSecurityKey(other) { KeyId = keys.Current.Signer.Kid };

        (await tokens.VerifyAsync(Forge(new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)))).Should().BeNull();
    }

    [TestMethod]
    public async Task Verify_OtherAudienceOrIssuer_IsRefused()
    {
        var (tokens, keys) = await CreateAsync();
        var credentials = new SigningCredentials(keys.Current.Signer.Key, SecurityAlgorithms.EcdsaSha256);

        (await tokens.VerifyAsync(tokens.Issue(User, AuthSettings.TokenLifetime, audience: "somebody-else"))).Should().BeNull();
        (await tokens.VerifyAsync(Forge(credentials, issuer: "https://elsewhere.test"))).Should().BeNull();
        (await tokens.VerifyAsync(Forge(credentials))).Should().NotBeNull("the same token with the right names is good");
    }

    [TestMethod]
    [DataRow("user_id", 0)]
    [DataRow("user_id", -4)]
    [DataRow("other", 42)]
    public async Task Verify_WithoutAUsableUserId_IsRefused(string claim, object value)
    {
        var (tokens, keys) = await CreateAsync();

        (await tokens.VerifyAsync(Forge(new SigningCredentials(keys.Current.Signer.Key, SecurityAlgorithms.EcdsaSha256), claim: (claim, value)))).Should().BeNull();
    }

    [TestMethod]
    public async Task Verify_ChangedPayload_IsRefused()
    {
        var (tokens, _) = await CreateAsync();
        var parts = tokens.Issue(User, AuthSettings.TokenLifetime).Split('.');
        var forged = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("\"user\"", "\"admin\"", StringComparison.Ordinal));

        (await tokens.VerifyAsync($"{parts[0]}.{forged}.{parts[2]}")).Should().BeNull();
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(".")]
    [DataRow("..")]
    [DataRow("a.b.c")]
    [DataRow("no token at all")]
    [DataRow("eyJhbGciOiJFUzI1NiJ9..")]
    public async Task Verify_Rubbish_IsRefusedWithoutAFailure(string token)
    {
        var (tokens, _) = await CreateAsync();

        (await tokens.VerifyAsync(token)).Should().BeNull();
        (await tokens.VerifyAsync(new StringBuilder().Insert(0, "eyJ", 200_000).ToString())).Should().BeNull();
    }

    [TestMethod]
    public async Task Rotate_TokensOfTheOldKey_StayGoodUntilTheyExpire()
    {
        var (tokens, keys) = await CreateAsync();
        var old = tokens.Issue(User, AuthSettings.TokenLifetime);
        var oldKid = keys.Current.Signer.Kid;

        await keys.RotateAsync(TestContext.CancellationToken);

        keys.Current.Signer.Kid.Should().NotBe(oldKid);
        new JsonWebToken(tokens.Issue(User, AuthSettings.TokenLifetime)).Kid.Should().Be(keys.Current.Signer.Kid);
        (await tokens.VerifyAsync(old)).Should().NotBeNull();
        keys.Published.Select(key => key.Kid).Should().Equal(keys.Current.Signer.Kid, oldKid);
        time.Advance(AuthSettings.TokenLifetime + AuthSettings.ClockSkew);
        keys.Published.Select(key => key.Kid).Should().Equal(keys.Current.Signer.Kid);
    }

    private async Task<(Tokens Tokens, KeyRing Keys)> CreateAsync()
    {
        var keys = new KeyRing(new KeyFile(folder.FullName, time), time, NullLogger<KeyRing>.Instance);
        await keys.EnsureAsync(TestContext.CancellationToken);
        return (new Tokens(keys, new AuthSettings("https://monolith.svetu.test", "svetu-marketplace", folder.FullName, DevelopmentTokens: false), time), keys);
    }

    private string Forge(SigningCredentials credentials, string issuer = "https://monolith.svetu.test", (string Name, object Value)? claim = null)
        => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "svetu-marketplace",
            Expires = time.GetUtcNow().UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { [claim?.Name ?? "user_id"] = claim?.Value ?? 42 },
            SigningCredentials = credentials,
        });
}
