using System.Globalization;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// Finds PostgreSQL's processes that work on a data folder, in /proc: the folder is the working directory of each. On a system without
/// /proc nothing is found, and PostgreSQL's own checks decide.
/// </summary>
internal static class FolderProcesses
{
    private const string Root = "/proc";
    private const string ServerProgram = "postgres";

    /// <summary>Whether there is a /proc to look into.</summary>
    public static bool CanBeFound { get; } = Directory.Exists("/proc/self/cwd");

    /// <summary>Whether this process is a running server or backend of the folder; a zombie is neither.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="folder">A path without links.</param>
    public static bool WorksIn(int processId, string folder)
    {
        if (ProcessTable.Find(processId) is null || !string.Equals(Read(processId, "comm")?.Trim(), ServerProgram, StringComparison.Ordinal))
        {
            return false;
        }

        // In a container root may not follow another user's links, but may read its command line: postgres -D/folder …
        var directory = new FileInfo($"{Root}/{processId}/cwd").LinkTarget;
        return directory is null
            ? Read(processId, "cmdline")?.Contains(folder, StringComparison.Ordinal) == true
            : string.Equals(directory, folder, StringComparison.Ordinal);
    }

    /// <summary>The ids of all processes that <see cref="WorksIn"/> holds for.</summary>
    public static IReadOnlyList<int> FindIn(string folder) =>
    [
        .. Directory.EnumerateDirectories(Root)
            .Select(entry => int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && WorksIn(id, folder)),
    ];

    private static string? Read(int processId, string name)
    {
        try
        {
            return File.ReadAllText($"{Root}/{processId}/{name}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
