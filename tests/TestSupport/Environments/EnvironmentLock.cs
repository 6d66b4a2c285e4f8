using System.Globalization;
using System.Reflection;

namespace Migration.TestSupport.Environments;

/// <summary>
/// Held by the one test assembly that runs an environment, so that measurements and two cores are not shared. The operating system
/// frees it when the process dies, however it dies.
/// </summary>
internal sealed class EnvironmentLock : IDisposable
{
    /// <summary>A file lock cannot be awaited.</summary>
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private EnvironmentLock(FileStream file) => _file = file;

    public static string DefaultPath => Path.Combine(Path.GetTempPath(), $"migration-test-environment-{Environment.UserName}.lock");

    /// <exception cref="TimeoutException">Somebody else held it all the time.</exception>
    public static async Task<EnvironmentLock> AcquireAsync(
        string path, TimeSpan deadline, Action<string>? say = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        time ??= TimeProvider.System;
        var begin = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            if (TryAcquire(path) is { } acquired)
            {
                return acquired;
            }

            if (time.GetElapsedTime(begin) >= deadline)
            {
                throw new TimeoutException(
                    $"The environment lock {path} was still held by {Holder(path)} after {deadline}. Only one test assembly runs an environment at a time: end that process.");
            }

            if (attempt == 0)
            {
                say?.Invoke($"Waiting for the environment of {Holder(path)} to end (lock {path}).");
            }

            await Task.Delay(RetryEvery, time, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();

    private static EnvironmentLock? TryAcquire(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }

        File.WriteAllText(HolderPath(path), string.Create(
            CultureInfo.InvariantCulture, $"process {Environment.ProcessId} ({Assembly.GetEntryAssembly()?.GetName().Name})"));
        return new EnvironmentLock(file);
    }

    /// <summary>The locked file itself cannot be read by others.</summary>
    private static string HolderPath(string path) => path + ".holder";

    private static string Holder(string path) => File.Exists(HolderPath(path)) ? File.ReadAllText(HolderPath(path)) : "another process";
}
