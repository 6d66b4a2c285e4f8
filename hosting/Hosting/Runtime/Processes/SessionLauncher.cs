namespace Migration.Hosting.Runtime.Processes;

/// <summary>
/// The program setsid, which gives a process a session and a process group of its own before it becomes that process: the id stays
/// the same, Ctrl-C in the host's terminal does not reach it, and the group can be signalled as one. Without it (macOS has none)
/// processes stay in the host's group and are signalled one by one.
/// </summary>
internal static class SessionLauncher
{
    /// <summary>Its absolute path, null where there is none.</summary>
    public static string? Path { get; } =
        new[] { "/usr/bin/setsid", "/bin/setsid", "/usr/local/bin/setsid" }.FirstOrDefault(File.Exists);
}
