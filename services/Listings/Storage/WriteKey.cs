namespace Migration.Listings.Storage;

/// <summary>The caller's name for one write: the same name means the same write, and gets the same answer.</summary>
internal sealed record WriteKey(long UserId, string Method, string Key, byte[] RequestHash);
