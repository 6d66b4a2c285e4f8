using System.Security.Cryptography;
using System.Text;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.Runtime.Paths;

/// <summary>Decides where an environment keeps its files.</summary>
internal static class EnvironmentPathsFactory
{
    // Others may pass but not look: a PostgreSQL server of root's environment runs as another user and must get to its folder.
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static EnvironmentPaths Create(RuntimeSettings settings, EnvironmentMark mark, IReaper reaper)
    {
        var temporary = Path.Combine(Path.GetTempPath(), $"migration-{mark.Id}");
        CreatePassableDirectory(temporary);
        reaper.DeleteAtEnd(temporary);
        var data = settings.IsThrowAway && settings.DataDirectory is not { Length: > 0 }
            ? Path.Combine(temporary, "data")
            : GetKeptDirectory(settings);
        return new EnvironmentPaths(data, GetCacheRoot(), temporary, settings.IsThrowAway);
    }

    /// <summary>Where an environment's data outlives its runs: the setting, else the AppHost's own folder.</summary>
    public static string GetKeptDirectory(RuntimeSettings settings) =>
        settings.DataDirectory is { Length: > 0 } given ? Path.GetFullPath(given) : GetStateDirectory(settings.AppHostPath);

    /// <summary>The folder of one AppHost that outlives its runs: its name for people, a hash of its path against namesakes.</summary>
    public static string GetStateDirectory(string appHostPath)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(appHostPath));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
        return Path.Combine(GetDataRoot(), $"{Path.GetFileName(path)}-{hash}");
    }

    /// <summary>
    /// Creates a folder and its missing parents. As root whatever the umask, for others must pass; any other user runs everything
    /// as himself, and his umask holds.
    /// </summary>
    public static void CreatePassableDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        var missing = new Stack<string>();
        for (var folder = Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            missing.Push(folder);
        }

        foreach (var folder in missing)
        {
            Directory.CreateDirectory(folder, Passable);
            if (IsRoot)
            {
                File.SetUnixFileMode(folder, Passable);
            }
        }
    }

    private static string GetDataRoot() => IsRoot
        ? "/var/lib/migration"
        : Path.Combine(FromVariable("XDG_DATA_HOME") ?? Path.Combine(Home, ".local", "share"), "migration");

    private static string GetCacheRoot() => IsRoot ? "/var/cache/migration" : Path.Combine(Home, ".cache", "migration");

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string? FromVariable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value && Path.IsPathFullyQualified(value) ? value : null;
}
