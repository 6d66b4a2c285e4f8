namespace Migration.Monolith.Auth;

/// <summary>The key file: the newest key signs, the others are published until the last token they signed has expired.</summary>
internal sealed record KeyRingDocument(IReadOnlyList<StoredKey> Keys);
