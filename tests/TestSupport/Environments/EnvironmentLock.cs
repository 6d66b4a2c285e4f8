using System.Globalization;
using System.Reflection;

namespace Migration.TestSupport.Environments;

/// <summary>
/// Held by the one test assembly that runs an environment, so that measurements and two cores are not shared: not with another
/// environment, nor with any other test assembly (<c>tests/BesideOthers.cs</c>). The operating system frees it when the process dies,
/// however it dies.
/// </summary>
internal sealed class EnvironmentLock : IDisposable
{
    /// <summary>A file lock cannot be awaited.</summary>
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;
    private readonly string _path;

    private EnvironmentLock(FileStream file, string path) => (_file, _path) = (file, path);

    public static string DefaultPath => Path.Combine(Path.GetTempPath(), $"migration-test-environment-{Environment.UserName}.lock");

    /// <exception cref="TimeoutException">Somebody else held it all the time.</exception>
    public static async Task<EnvironmentLock> AcquireAsync(
        string path, TimeSpan deadline, Action<string>? say = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        time ??= TimeProvider.System;
        var begin = time.GetTimestamp();

        // Whoever is next keeps others from beginning, or they would take turns for ever.
        FileStream? next = null;
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                next ??= TryOpen(path + ".next");
                if (next is not null && TryOpen(path) is { } file)
                {
                    await SayWhoAsync(path);
                    return new EnvironmentLock(file, path);
                }

                if (time.GetElapsedTime(begin) >= deadline)
                {
                    throw new TimeoutException(
                        $"The environment lock {path} was still held by {Holder(path)}, or by tests that run beside each other, after {deadline}. Only one test assembly runs an environment at a time: end that process.");
                }

                if (attempt == 0)
                {
                    say?.Invoke($"Waiting for the environment of {Holder(path)}, or for other tests, to end (lock {path}).");
                }

                await Task.Delay(RetryEvery, time, cancellationToken);
            }
        }
        finally
        {
            next?.Dispose();
        }
    }

    public void Dispose()
    {
        // Whoever waits for other tests from now on must not be told of this process.
        File.Delete(HolderPath(_path));
        _file.Dispose();
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static Task SayWhoAsync(string path) => File.WriteAllTextAsync(HolderPath(path), string.Create(
        CultureInfo.InvariantCulture, $"process {Environment.ProcessId} ({Assembly.GetEntryAssembly()?.GetName().Name})"));

    /// <summary>The locked file itself cannot be read by others.</summary>
    private static string HolderPath(string path) => path + ".holder";

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(HolderPath(path));
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
