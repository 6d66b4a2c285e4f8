namespace Migration.Hosting.Runtime.Processes;

/// <summary>Finds programs and folders before a process is started, so that their absence gets a clear message.</summary>
internal static class ProgramLocator
{
    /// <summary>The absolute path of a program, from PATH if it has no folder in its name.</summary>
    /// <exception cref="ProcessStartException">There is none, or it may not be executed.</exception>
    public static string Locate(string fileName, string? workingDirectory)
    {
        if (fileName.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(fileName, workingDirectory ?? Environment.CurrentDirectory);
            if (!File.Exists(path))
            {
                throw new ProcessStartException($"The program '{path}' does not exist.", "Build or install it, or correct its path.");
            }

            return IsExecutable(path)
                ? path
                : throw new ProcessStartException($"The program '{path}' may not be executed.", "Make it executable (chmod +x).");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var extensions = OperatingSystem.IsWindows() ? new[] { string.Empty, ".exe", ".cmd" } : [string.Empty];
        return folders
                .SelectMany(folder => extensions.Select(extension => Path.Combine(folder, fileName + extension)))
                .FirstOrDefault(IsExecutable)
            ?? throw new ProcessStartException(
                $"There is no program '{fileName}' in any folder of PATH.", "Install it, or give its full path.");
    }

    /// <exception cref="ProcessStartException">The folder does not exist.</exception>
    public static void EnsureDirectory(string? workingDirectory)
    {
        if (workingDirectory is not null && !Directory.Exists(workingDirectory))
        {
            throw new ProcessStartException(
                $"The working directory '{workingDirectory}' does not exist.", "Create it, or correct its path.");
        }
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != UnixFileMode.None);
    }
}
