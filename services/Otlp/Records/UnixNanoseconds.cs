namespace Migration.Otlp.Records;

/// <summary>OTLP's times: nanoseconds since 1970, 0 where unknown. Kept as they came; .NET's own types are a hundred times coarser.</summary>
internal static class UnixNanoseconds
{
    private const ulong PerTick = 100;

    /// <summary>Every unsigned 64-bit value fits: it ends in the year 2554.</summary>
    public static DateTimeOffset ToTime(ulong nanoseconds)
        => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / PerTick));

    /// <summary>A clock that was set back gives zero, not a negative duration.</summary>
    public static TimeSpan Between(ulong start, ulong end)
        => end <= start ? TimeSpan.Zero : TimeSpan.FromTicks((long)((end - start) / PerTick));
}
