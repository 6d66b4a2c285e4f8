namespace Migration.Monolith.Auth;

/// <summary>
/// One ES256 key. <see cref="PrivateKey"/> (PKCS#8, base64) goes when the key is retired: nothing will be signed with it again.
/// </summary>
internal sealed record StoredKey(string Kid, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt, string PublicKey, string? PrivateKey);
