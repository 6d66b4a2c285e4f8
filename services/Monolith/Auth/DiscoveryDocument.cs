namespace Migration.Monolith.Auth;

/// <summary>What a verifier of tokens needs to know (OpenID Connect Discovery, the part about keys).</summary>
internal sealed record DiscoveryDocument(string Issuer, string JwksUri, string TokenEndpoint)
{
    public IReadOnlyList<string> ResponseTypesSupported { get; } = ["token"];

    public IReadOnlyList<string> SubjectTypesSupported { get; } = ["public"];

    public IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; } = ["ES256"];
}
