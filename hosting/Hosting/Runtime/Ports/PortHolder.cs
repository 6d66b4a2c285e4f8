using System.Globalization;

namespace Migration.Hosting.Runtime.Ports;

/// <summary>Finds the process that listens on a port, as far as /proc lets this user look.</summary>
internal static class PortHolder
{
    private const string ListenState = "0A";

    /// <summary>For example <c>process 4711 (postgres)</c>.</summary>
    public static string? Describe(int port)
    {
        var inode = FindListener("/proc/net/tcp", port) ?? FindListener("/proc/net/tcp6", port);
        return inode is null ? null : FindOwner($"socket:[{inode}]");
    }

    //   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
    //    0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 12345 …
    private static string? FindListener(string table, int port)
    {
        if (!File.Exists(table))
        {
            return null;
        }

        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return File.ReadLines(table)
            .Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && string.Equals(fields[3], ListenState, StringComparison.Ordinal))
            .FirstOrDefault(fields => fields[1].EndsWith(suffix, StringComparison.Ordinal))?[9];
    }

    private static string? FindOwner(string link)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            var id = Path.GetFileName(directory);
            if (id.All(char.IsAsciiDigit) && HasOpen(directory, link))
            {
                return $"process {id} ({ReadName(directory)})";
            }
        }

        return null;
    }

    private static bool HasOpen(string directory, string link)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(directory, "fd"))
                .Any(file => string.Equals(new FileInfo(file).LinkTarget, link, StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // Gone meanwhile, or another user's.
        }
    }

    private static string ReadName(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, "comm")).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
