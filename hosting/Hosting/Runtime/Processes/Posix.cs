using System.Runtime.InteropServices;

namespace Migration.Hosting.Runtime.Processes;

/// <summary>The few system calls that .NET does not offer. On Windows they do nothing: processes are ended with Process.Kill there.</summary>
internal static class Posix
{
    /// <summary>Sends a signal to a process, or with a negative id to a process group. False when there is none.</summary>
    public static bool Signal(int processId, ProcessSignal signal) =>
        !OperatingSystem.IsWindows() && Kill(processId, (int)signal) == 0;

    /// <summary>The parent of this process, 0 where that cannot be told.</summary>
    public static int GetParentProcessId() => OperatingSystem.IsWindows() ? 0 : GetParent();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetParent();
}
