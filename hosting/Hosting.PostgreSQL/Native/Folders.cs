namespace Migration.Hosting.PostgreSQL;

/// <summary>Folders that a second, unprivileged user must be able to enter.</summary>
internal static class Folders
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Readable = Private
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Creates the folder and its missing parents, whatever the umask: for all to enter when the server runs as another user.</summary>
    public static string Create(string path, ServerUser user)
    {
        var missing = new Stack<string>();
        for (var folder = Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            missing.Push(folder);
        }

        foreach (var folder in missing)
        {
            Directory.CreateDirectory(folder);
            SetMode(folder, user.IsSwitched ? Readable : Private);
        }

        return Path.GetFullPath(path);
    }

    /// <summary>Makes the folder the user's own and closed to everybody else, as PostgreSQL demands of a data folder.</summary>
    public static void GiveTo(string path, ServerUser user)
    {
        if (user.IsSwitched)
        {
            SystemCalls.ChangeOwner(path, user);
        }

        SetMode(path, Private);
    }

    /// <summary>Sets the permission bits, whatever the umask has made of them.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    /// <summary>
    /// The outermost existing folder on the way to <paramref name="path"/> (itself included) that other users may not enter; null when
    /// they may enter all. Judged by the permission bits for others, the only ones that hold for any user.
    /// </summary>
    public static string? FirstClosed(string path)
    {
        var existing = new Stack<string>();
        for (var folder = Path.GetFullPath(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder))
            {
                existing.Push(folder);
            }
        }

        return existing.FirstOrDefault(folder => !OperatingSystem.IsWindows() && !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute));
    }
}
