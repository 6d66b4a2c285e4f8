namespace Migration.Listings.Security;

/// <summary>Nothing can be said about a token, because the issuer's keys cannot be read.</summary>
internal sealed class TokenKeysUnavailableException(string address, Exception? cause = null)
    : Exception($"the token issuer's keys cannot be read from {address}", cause);
