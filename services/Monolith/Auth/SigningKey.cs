using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Migration.Monolith.Auth;

/// <summary>A key of the ring, ready for use.</summary>
internal sealed class SigningKey
{
    private readonly StoredKey stored;

    public SigningKey(StoredKey stored)
    {
        this.stored = stored;
        var ecdsa = ECDsa.Create();
        if (stored.PrivateKey is { } secret)
        {
            ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(secret), out _);
        }
        else
        {
            ecdsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(stored.PublicKey), out _);
        }

        Key = new ECDsaSecurityKey(ecdsa) { KeyId = stored.Kid };
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        Published = new JsonWebKeyDocument(stored.Kid, Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    public string Kid => stored.Kid;

    public ECDsaSecurityKey Key { get; }

    public JsonWebKeyDocument Published { get; }

    public static StoredKey Generate(DateTimeOffset now)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var spki = ecdsa.ExportSubjectPublicKeyInfo();
        var kid = Base64Url.EncodeToString(SHA256.HashData(spki).AsSpan(0, 12));
        return new StoredKey(kid, now, null, Convert.ToBase64String(spki), Convert.ToBase64String(ecdsa.ExportPkcs8PrivateKey()));
    }

    /// <summary>Whether a token signed with it may still be valid.</summary>
    public static bool MayStillBeUsed(StoredKey key, DateTimeOffset now)
        => key.RetiredAt is not { } retired || now < retired + AuthSettings.TokenLifetime + AuthSettings.ClockSkew;
}
