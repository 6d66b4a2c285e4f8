using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Migration.Listings.Tests.Fixture;

/// <summary>Issues tokens and publishes its keys as the monolith does.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Name = "https://issuer.test";
    public const string Audience = "test-audience";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly List<JsonWebKey> _published = [];
    private WebApplication? _server;
    private readonly SemaphoreSlim _answers = new(1);
    private readonly HeldPort _port = new();

    public SecurityKey Key { get; private set; } = null!;

    public string JwksUrl { get; private set; } = "";

    /// <summary>How often somebody asked for the keys.</summary>
    public int Requests { get; private set; }

    /// <summary>What happens when somebody asks, before there is an answer.</summary>
    public Action OnAsked { get; set; } = () => { };

    /// <summary>From now on nobody is answered.</summary>
    public void Hold() => _answers.Wait();

    /// <summary>Whoever has been waiting is answered.</summary>
    public void Release() => _answers.Release();

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        issuer.Rotate();
        await issuer.ListenAsync();
        return issuer;
    }

    public async Task ListenAsync()
    {
        _server = await LocalServer.StartAsync(
            app => app.MapGet("/.well-known/jwks.json", async () =>
            {
                Requests++;
                OnAsked();
                await _answers.WaitAsync();
                _answers.Release();
                return Results.Json(new { keys = _published.Select(key => new { key.Kty, key.Kid, key.Crv, key.X, key.Y, key.N, key.E, use = "sig" }) });
            }),
            _port.Number);
        JwksUrl = new Uri(LocalServer.AddressOf(_server), ".well-known/jwks.json").ToString();
    }

    public async Task StopListeningAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    /// <summary>A new ES256 key signs from now on; the older ones stay published.</summary>
    public void Rotate()
    {
        Key = NewKey();
        _published.Add(JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)Key));
    }

    public void WithdrawAll() => _published.Clear();

    public void RotateToRsa()
    {
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
        Key = key;
        _published.Add(JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(false)) { KeyId = key.KeyId }));
    }

    public static ECDsaSecurityKey NewKey() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };

    public string TokenFor(long userId, string role = "user", Action<SecurityTokenDescriptor>? change = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Audience,
            IssuedAt = DateTime.UtcNow,
            NotBefore = DateTime.UtcNow.AddMinutes(-120),
            Expires = DateTime.UtcNow.AddMinutes(10),
            SigningCredentials = new SigningCredentials(Key, Key is RsaSecurityKey ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["user_id"] = userId, ["roles"] = new[] { role } },
        };
        change?.Invoke(descriptor);
        return _handler.CreateToken(descriptor);
    }

    public async ValueTask DisposeAsync()
    {
        _answers.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _port.Dispose();
    }
}
