namespace Migration.Listings.Database;

/// <summary>The database cannot be asked yet; the message says what is waited for.</summary>
internal sealed class DatabaseNotReadyException(string reason) : Exception(reason);
