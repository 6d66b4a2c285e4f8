using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Migration.Listings.Security;

/// <summary>Checks bearer tokens: signed by a published key (RS256 or ES256 only), issuer, audience, expiry.</summary>
internal sealed class TokenAuthenticator(SigningKeyCache keys, TokenOptions options, TimeProvider time)
{
    private const string UserIdClaim = "user_id";
    private const string RolesClaim = "roles";
    private const string AdminRole = "admin";

    /// <summary>How far the clocks of issuer and reader may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 * 1024 };

    /// <summary>The caller, or null for a token that is not valid; the reason is not for the caller to know.</summary>
    /// <exception cref="TokenKeysUnavailableException">The issuer's keys could not be had, so nothing can be said.</exception>
    public async Task<Caller?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        if (!_handler.CanReadToken(token) || KeyIdOf(token) is not { Length: > 0 } keyId)
        {
            return null;
        }

        if (await keys.FindAsync(keyId, cancellationToken) is not { } key)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            LifetimeValidator = IsAlive,
        });
        return result.IsValid ? ToCaller(result) : null;
    }

    private string? KeyIdOf(string token)
    {
        try
        {
            return _handler.ReadJsonWebToken(token).Kid;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now < expires + ClockSkew && !(now < notBefore - ClockSkew);
    }

    private static Caller? ToCaller(TokenValidationResult result)
    {
        var claims = result.ClaimsIdentity;
        return long.TryParse(claims.FindFirst(UserIdClaim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var userId) && userId > 0
            ? new Caller(userId, claims.HasClaim(RolesClaim, AdminRole))
            : null;
    }
}
