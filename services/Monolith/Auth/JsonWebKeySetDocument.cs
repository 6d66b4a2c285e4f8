namespace Migration.Monolith.Auth;

internal sealed record JsonWebKeySetDocument(IReadOnlyList<JsonWebKeyDocument> Keys);
