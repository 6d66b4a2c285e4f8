namespace Migration.Monolith.Auth;

/// <summary>The ring as it was read once; the first key signs.</summary>
internal sealed record KeyRingSnapshot((DateTime Written, long Length) Stamp, IReadOnlyList<StoredKey> Stored)
{
    public IReadOnlyList<SigningKey> Keys { get; } = [.. Stored.Select(key => new SigningKey(key))];

    public SigningKey Signer => Keys[0];
}
