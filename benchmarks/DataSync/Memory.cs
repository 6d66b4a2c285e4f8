using System.Globalization;

namespace Migration.DataSync.Benchmarks;

/// <summary>What Linux says of a process's memory, in MB; 0 for one that has ended.</summary>
internal static class Memory
{
    /// <summary>The most that was resident since it began.</summary>
    public static long PeakOf(int process) => Read(process, "VmHWM:");

    /// <summary>Resident now and its own: without the buffers that PostgreSQL's processes share.</summary>
    public static long OwnOf(int process) => Read(process, "RssAnon:");

    private static long Read(int process, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
