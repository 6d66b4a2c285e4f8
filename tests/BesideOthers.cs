using System.Runtime.CompilerServices;

namespace Migration.Testing;

/// <summary>
/// `dotnet test` runs an assembly for each processor at once. Those without an environment may run beside each other, but not beside one with an
/// environment, which measures: the same file, locked by it alone or shared by all others (see EnvironmentLock in tests/TestSupport).
/// </summary>
internal static class BesideOthers
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private static FileStream? _held;

    /// <summary>Before anything else of the assembly; freed with the process.</summary>
    [ModuleInitializer]
    internal static void WaitForTheMachine()
    {
        var path = Path.Combine(Path.GetTempPath(), $"migration-test-environment-{Environment.UserName}.lock");
        var begin = TimeProvider.System.GetTimestamp();
        while (_held is null)
        {
            // One that waits for the machine goes first.
            using (var next = TryShare(path + ".next"))
            {
                _held = next is null ? null : TryShare(path);
            }

            if (_held is null)
            {
                if (TimeProvider.System.GetElapsedTime(begin) > Patience)
                {
                    throw new TimeoutException($"A test assembly that runs an environment still had the machine to itself after {Patience} (lock {path}).");
                }

                Thread.Sleep(RetryEvery);
            }
        }
    }

    private static FileStream? TryShare(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
