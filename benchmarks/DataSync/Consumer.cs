using System.Diagnostics;

namespace Migration.DataSync.Benchmarks;

/// <summary>A process that brings changes of c2c_listings to a table of the target, held up while a backlog is made.</summary>
/// <param name="process">The process that reads the stream.</param>
/// <param name="target">Where it writes, or lets write.</param>
/// <param name="table">The table there whose rows have the listings' titles.</param>
internal sealed class Consumer(int process, Database target, string table)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public Database Target => target;

    /// <summary>The most of its own memory that was seen while it drained, in MB.</summary>
    public long PeakMemory { get; private set; }

    public void HoldUp() => Signal("-STOP");

    /// <summary>Seconds until it has the title that the backlog's last change gave to listing 1.</summary>
    public async Task<double> DrainAsync(string lastTitle)
    {
        var started = Stopwatch.GetTimestamp();
        Signal("-CONT");
        while (!string.Equals(await target.ScalarAsync<string>($"select title::text from {table} where id = 1"), lastTitle, StringComparison.Ordinal))
        {
            PeakMemory = Math.Max(PeakMemory, Memory.OwnOf(process));
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new TimeoutException($"Process {process}, which writes {table}, has not drained its backlog within {Longest.TotalSeconds:F0} s.");
            }

            await Task.Delay(Pause);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public Task<List<long>> FoundAsync(long[] ids) => FoundAsync(target, table, ids);

    private static async Task<List<long>> FoundAsync(Database database, string table, long[] ids)
    {
        var found = new List<long>();
        await using var command = database.Source.CreateCommand($"select id::bigint from {table} where id = any ($1)");
        command.Parameters.Add(new() { Value = ids });
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            found.Add(row.GetInt64(0));
        }

        return found;
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
