namespace Migration.Hosting.PostgreSQL;

/// <summary>A lock between processes, freed by the kernel when its holder dies.</summary>
internal static class FileLock
{
    // EWOULDBLOCK, which .NET reports as the HResult of a plain IOException when another process holds the file.
    private const int BusyOnLinux = 11;
    private const int BusyOnMacOS = 35;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock; null when <paramref name="patience"/> is over before it came free.</summary>
    /// <param name="path">The lock file, made if it is missing, never deleted: deleting would let two processes hold it.</param>
    /// <param name="patience">How long to wait; zero tries once.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Gives the wait up.</param>
    public static async Task<IDisposable?> TryAcquireAsync(
        string path, TimeSpan patience, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var start = timeProvider.GetTimestamp();
        while (true)
        {
            if (TryOpen(path) is { } held)
            {
                return held;
            }

            if (timeProvider.GetElapsedTime(start) >= patience)
            {
                return null;
            }

            await Task.Delay(RetryDelay, timeProvider, cancellationToken);
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy) when (busy.HResult is BusyOnLinux or BusyOnMacOS)
        {
            return null;
        }
    }
}
