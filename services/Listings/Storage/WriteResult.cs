namespace Migration.Listings.Storage;

/// <param name="Response">The answer.</param>
/// <param name="IsRepeat">True where the write was done before, and nothing was done now.</param>
internal readonly record struct WriteResult<TResponse>(TResponse Response, bool IsRepeat);
