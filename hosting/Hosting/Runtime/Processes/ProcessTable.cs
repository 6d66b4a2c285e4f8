using System.Globalization;

namespace Migration.Hosting.Runtime.Processes;

/// <summary>The running processes as /proc shows them; empty where there is no /proc.</summary>
internal static class ProcessTable
{
    /// <summary>Reads one process. Null when it is gone or a zombie, which holds nothing but its id any more.</summary>
    public static ProcessEntry? Find(int processId)
    {
        try
        {
            return Parse(processId, File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // Ended while it was read.
        }
    }

    /// <summary>All processes below one, nearest first, the process itself left out.</summary>
    public static IReadOnlyList<ProcessEntry> GetDescendants(int processId)
    {
        var children = ReadAll().ToLookup(entry => entry.ParentId);
        var found = new List<ProcessEntry>();
        var open = new Queue<int>([processId]);
        var seen = new HashSet<int> { processId };
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent].Where(child => seen.Add(child.ProcessId)))
            {
                found.Add(child);
                open.Enqueue(child.ProcessId);
            }
        }

        return found;
    }

    /// <summary>Whether the process still is the one that was seen before, and not another with the same id.</summary>
    public static bool IsAlive(ProcessEntry entry) => Find(entry.ProcessId)?.StartTicks == entry.StartTicks;

    private static IEnumerable<ProcessEntry> ReadAll()
    {
        if (!Directory.Exists("/proc/self"))
        {
            yield break;
        }

        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Find(id) is { } entry)
            {
                yield return entry;
            }
        }
    }

    // 4711 (name with ) and spaces) S 1 4711 4711 0 -1 4194304 … : state, parent, group, session, …, the 20th the start in ticks.
    private static ProcessEntry? Parse(int processId, string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X"
            ? null
            : new ProcessEntry(
                processId, int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}
