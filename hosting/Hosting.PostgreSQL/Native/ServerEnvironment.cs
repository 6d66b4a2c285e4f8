using System.Collections;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The environment variables of the server and its tools, as changes to what they inherit from the host.</summary>
internal static class ServerEnvironment
{
    /// <param name="user">Who runs the program.</param>
    /// <param name="home">A folder that this user can read.</param>
    public static Dictionary<string, string?> For(ServerUser user, string home)
    {
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            // PGDATA, PGPORT and the like would override what the command line leaves open.
            var name = (string)variable.Key;
            if (name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal))
            {
                changes[name] = null;
            }
        }

        // One language for messages, since errors are recognised by their text where a tool gives no code.
        changes["LC_ALL"] = "C";
        KeepMemory(changes);
        if (user.Name is { } userName)
        {
            changes["HOME"] = home;
            changes["USER"] = userName;
            changes["LOGNAME"] = userName;
        }

        return changes;
    }

    /// <summary>
    /// By default glibc gives the top of the heap back to the system as soon as 128 KiB of it are free. A backend whose memory happens to lie so
    /// does that after every statement, and fetches it anew for the next: in one connection, and not in its neighbour.
    /// </summary>
    private static void KeepMemory(Dictionary<string, string?> changes)
    {
        changes["MALLOC_TRIM_THRESHOLD_"] = "16777216";

        // What the one is set to stops the other from growing with what is asked for, as it does by default.
        changes["MALLOC_MMAP_THRESHOLD_"] = "8388608";
    }
}
