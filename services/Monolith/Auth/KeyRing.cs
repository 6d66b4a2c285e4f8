namespace Migration.Monolith.Auth;

/// <summary>
/// The keys that sign and verify tokens. They live in a file that several instances share: whoever sees it changed reads
/// it again, so a rotation by one instance is at once the rotation of all.
/// </summary>
internal sealed partial class KeyRing(KeyFile file, TimeProvider time, ILogger<KeyRing> logger)
{
    private volatile KeyRingSnapshot? snapshot;

    public KeyRingSnapshot Current
    {
        get
        {
            var known = snapshot;
            return known is not null && known.Stamp == file.Stamp
                ? known
                : Load() ?? throw new InvalidOperationException("The key ring is used before it was made.");
        }
    }

    /// <summary>The keys that a token may be signed with now.</summary>
    public IEnumerable<SigningKey> Published
    {
        get
        {
            var now = time.GetUtcNow();
            var current = Current;
            return current.Keys.Where((_, index) => SigningKey.MayStillBeUsed(current.Stored[index], now));
        }
    }

    /// <summary>Makes the first key where there is none yet.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await using var held = await file.LockAsync(cancellationToken);
        if (Load() is null)
        {
            file.Write(new KeyRingDocument([SigningKey.Generate(time.GetUtcNow())]));
            LogCreated(logger, Current.Signer.Kid);
        }
    }

    /// <summary>A new key signs from now on; the old ones stay published until every token they signed has expired.</summary>
    public async Task<KeyRingSnapshot> RotateAsync(CancellationToken cancellationToken)
    {
        await using var held = await file.LockAsync(cancellationToken);
        var now = time.GetUtcNow();
        var retired = Current.Stored
            .Select(key => key with { RetiredAt = key.RetiredAt ?? now, PrivateKey = null })
            .Where(key => SigningKey.MayStillBeUsed(key, now));
        file.Write(new KeyRingDocument([SigningKey.Generate(now), .. retired]));
        var rotated = Current;
        LogRotated(logger, rotated.Signer.Kid, rotated.Keys.Count);
        return rotated;
    }

    private KeyRingSnapshot? Load()
    {
        var stamp = file.Stamp;
        return file.Read() is { Keys.Count: > 0 } document ? snapshot = new KeyRingSnapshot(stamp, document.Keys) : null;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Signing key {Kid} created")]
    private static partial void LogCreated(ILogger logger, string kid);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Signing key rotated: {Kid} signs, {Count} keys are published")]
    private static partial void LogRotated(ILogger logger, string kid, int count);
}
