using Microsoft.IdentityModel.Tokens;

namespace Migration.Listings.Security;

/// <summary>
/// The issuer's published keys. They are read when the service starts, again when a token names a key that is not among them, since
/// that is what a rotation looks like, and now and then, so that a key that was withdrawn is forgotten.
/// </summary>
/// <remarks>A reading belongs to nobody: whoever needs it joins it, and one caller's deadline does not take it from the next.</remarks>
internal sealed partial class SigningKeyCache(HttpClient http, TokenOptions options, TimeProvider time, ILogger<SigningKeyCache> logger)
{
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(5);

    /// <summary>Made-up key ids must not become a flood of requests at the issuer.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private volatile KeySet? _keys;
    private Task<Exception?>? _reading;
    private long _readingBegan;

    /// <summary>The key of that id; null where the issuer has none such.</summary>
    /// <exception cref="TokenKeysUnavailableException">The keys cannot be read, and those read before do not hold it.</exception>
    public async ValueTask<SecurityKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_keys is { } keys && keys.Find(keyId) is { } known && time.GetElapsedTime(keys.ReadAt) < LongestUse)
        {
            return known;
        }

        var failure = await NewestReadingAsync().WaitAsync(cancellationToken);
        return _keys?.Find(keyId) ?? (failure is null ? null : throw new TokenKeysUnavailableException(options.JwksUrl, failure));
    }

    /// <summary>Reads the keys before anybody asks for one.</summary>
    /// <returns>Whether they could be read.</returns>
    public async Task<bool> TryReadAsync(CancellationToken cancellationToken) => await NewestReadingAsync().WaitAsync(cancellationToken) is null;

    /// <summary>The reading that is under way, or ended a moment ago, or begins now; its result is why it failed.</summary>
    private Task<Exception?> NewestReadingAsync()
    {
        lock (_lock)
        {
            if (_reading is null || (_reading.IsCompleted && time.GetElapsedTime(_readingBegan) >= ShortestInterval))
            {
                _readingBegan = time.GetTimestamp();
                _reading = Task.Run(ReadAsync);
            }

            return _reading;
        }
    }

    /// <summary>Ends by the client's own timeout at the latest.</summary>
    private async Task<Exception?> ReadAsync()
    {
        try
        {
            var json = await http.GetStringAsync(new Uri(options.JwksUrl));
            _keys = new KeySet(new JsonWebKeySet(json).GetSigningKeys(), time.GetTimestamp());
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or ArgumentException or OperationCanceledException)
        {
            Log.KeysOutOfReach(logger, options.JwksUrl, failure);
            return failure;
        }
    }

    private sealed record KeySet(IList<SecurityKey> Keys, long ReadAt)
    {
        public SecurityKey? Find(string keyId) => Keys.FirstOrDefault(key => string.Equals(key.KeyId, keyId, StringComparison.Ordinal));
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Warning, "The token issuer's keys cannot be read from {Address}", EventName = "KeysOutOfReach")]
        public static partial void KeysOutOfReach(ILogger logger, string address, Exception exception);
    }
}
