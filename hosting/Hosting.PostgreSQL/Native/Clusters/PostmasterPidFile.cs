using System.Globalization;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The lock file that a server keeps in its data folder while it runs, and leaves there when it is killed.</summary>
/// <param name="ProcessId">Line 1: the server's process id.</param>
/// <param name="SharedMemory">Line 7, <c>key id</c>: its System V shared memory segment; null before the server has made one.</param>
/// <param name="IsReady">Line 8 says <c>ready</c>: the server lets users in.</param>
internal sealed record PostmasterPidFile(int ProcessId, SharedMemoryName? SharedMemory, bool IsReady = false)
{
    public const string FileName = "postmaster.pid";
    private const int SharedMemoryLine = 6;
    private const int StatusLine = 7;

    /// <summary>Null when there is no such file or no process id in it.</summary>
    public static PostmasterPidFile? Read(string folder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(folder, FileName));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // A single-user session writes its id as a negative number.
        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId))
        {
            return null;
        }

        var sharedMemory = lines.Length > SharedMemoryLine ? ParseSharedMemory(lines[SharedMemoryLine]) : null;
        var isReady = lines.Length > StatusLine && lines[StatusLine].Trim() is "ready";
        return new PostmasterPidFile(Math.Abs(processId), sharedMemory, isReady);
    }

    private static SharedMemoryName? ParseSharedMemory(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 2
            && long.TryParse(fields[0], CultureInfo.InvariantCulture, out var key)
            && int.TryParse(fields[1], CultureInfo.InvariantCulture, out var id)
                ? new SharedMemoryName(key, id)
                : null;
    }
}
