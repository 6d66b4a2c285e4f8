namespace Migration.Monolith.Auth;

/// <summary>A public ES256 key as RFC 7517 writes it.</summary>
internal sealed record JsonWebKeyDocument(string Kid, string X, string Y)
{
    public string Kty { get; } = "EC";

    public string Crv { get; } = "P-256";

    public string Use { get; } = "sig";

    public string Alg { get; } = "ES256";
}
