using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Migration.Monolith.Auth;

/// <summary>Makes and verifies tokens: ES256 only, so neither <c>none</c> nor a shared secret is ever accepted.</summary>
internal sealed class Tokens(KeyRing keys, AuthSettings settings, TimeProvider time)
{
    private const string UserId = "user_id";
    private const string Roles = "roles";
    private const string Admin = "admin";

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    public string Issue(TestUser user, TimeSpan lifetime, string? audience = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var expires = now + lifetime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = audience ?? settings.Audience,
            IssuedAt = now,
            NotBefore = expires < now ? expires.AddMinutes(-1) : now,
            Expires = expires,
            SigningCredentials = new SigningCredentials(keys.Current.Signer.Key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Sub] = user.Id.ToString(CultureInfo.InvariantCulture),
                [JwtRegisteredClaimNames.Email] = user.Email,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N"),
                [UserId] = user.Id,
                [Roles] = new[] { user.Role },
            },
        });
    }

    /// <summary>The caller, or null when the token is not to be trusted, whatever the reason: a forger learns nothing.</summary>
    public async Task<Caller?> VerifyAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.Published.Select(key => key.Key),
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = IsAlive,
        });
        return result.IsValid && result.SecurityToken is JsonWebToken { } verified ? ReadCaller(verified) : null;
    }

    private static Caller? ReadCaller(JsonWebToken token)
        => token.TryGetPayloadValue<int>(UserId, out var id) && id > 0
            ? new Caller(
                id,
                token.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Email, out var email) ? email : "",
                token.TryGetPayloadValue<string[]>(Roles, out var roles) && roles.Contains(Admin, StringComparer.Ordinal))
            : null;

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end
            && now < end + AuthSettings.ClockSkew
            && (notBefore is not { } start || now >= start - AuthSettings.ClockSkew);
    }
}
