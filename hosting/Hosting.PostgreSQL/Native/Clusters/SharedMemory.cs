using System.Globalization;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// The System V segment of a server: some 56 bytes whose attach count tells whether a process of it still runs. It outlives a server that
/// was killed, and a machine has only some thousands of them.
/// </summary>
internal static class SharedMemory
{
    private const string Table = "/proc/sysvipc/shm";

    /// <summary>How many processes are attached; null when the segment is gone or this system does not tell.</summary>
    public static int? AttachedProcesses(SharedMemoryName name)
    {
        if (!File.Exists(Table))
        {
            return null;
        }

        //        key      shmid perms                  size  cpid  lpid nattch   uid …
        foreach (var line in File.ReadLines(Table).Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 6
                && long.Parse(fields[0], CultureInfo.InvariantCulture) == name.Key
                && int.Parse(fields[1], CultureInfo.InvariantCulture) == name.Id)
            {
                return int.Parse(fields[6], CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    /// <summary>Removes the segment if nothing is attached to it any more.</summary>
    public static void RemoveAbandoned(SharedMemoryName name)
    {
        if (AttachedProcesses(name) == 0)
        {
            SystemCalls.RemoveSharedMemory(name.Id);
        }
    }
}
