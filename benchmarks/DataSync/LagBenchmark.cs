using System.Collections.Concurrent;
using System.Diagnostics;

namespace Migration.DataSync.Benchmarks;

/// <summary>
/// How long after its commit a listing is on the other side: 500 inserts a second, open-loop, into one source that DataSync and the subscriptions follow at the same
/// time, and all targets asked over and over which of them they have. The time between two questions is in all figures.
/// </summary>
internal static class LagBenchmark
{
    private const int PerSecond = 500;
    private const int FirstId = 10_000_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public static async Task RunAsync(Lab lab, TimeSpan length)
    {
        var source = await lab.MonolithAsync(10_000);
        var mapped = await Subscription.MappedAsync(lab, source, "peer");
        var bare = await Subscription.BareAsync(lab, source, "bare");
        var target = await lab.MicroserviceAsync("listings");
        using var sync = await SyncProcess.StartAsync(source, target);
        (string Name, Consumer Consumer)[] all = [("subscription", mapped[0]), ("DataSync", new Consumer(sync.Id, target, "listings")), ("bare subscription", bare)];
        Consumer[] consumers = [.. all.Select(one => one.Consumer)];
        await RunAsync(source, consumers, FirstId, WarmUp);
        var lags = await RunAsync(source, consumers, FirstId * 2, length);
        Console.WriteLine($"lag at {PerSecond} inserts/s for {length.TotalSeconds:F0} s, ms from commit to visible, all following at the same time:");
        foreach (var (one, found) in all.Zip(lags))
        {
            Print(one.Name, found);
        }

        Console.WriteLine($"  memory: DataSync {Memory.PeakOf(sync.Id)} MB at most");
    }

    private static void Print(string who, List<double> lags)
    {
        lags.Sort();
        double At(double share) => lags[(int)(share * (lags.Count - 1))];
        Console.WriteLine($"  {who,-17}: p50 {At(0.5):F1}, p99 {At(0.99):F1}, at most {lags[^1]:F1}; {lags.Count} rows");
    }

    private static async Task<List<double>[]> RunAsync(Database source, Consumer[] consumers, int firstId, TimeSpan length)
    {
        var waiting = consumers.Select(_ => new ConcurrentDictionary<long, long>()).ToArray();
        using var written = new CancellationTokenSource();
        var watching = consumers.Select((consumer, n) => Task.Run(() => WatchAsync(consumer, waiting[n], written.Token))).ToList();
        var total = (int)(PerSecond * length.TotalSeconds);
        var writes = new List<Task>(total);
        var started = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (writes.Count < total)
        {
            for (var due = Math.Min(total, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * PerSecond)); writes.Count < due;)
            {
                writes.Add(WriteAsync(source, firstId + writes.Count, waiting));
            }

            await tick.WaitForNextTickAsync();
        }

        await Task.WhenAll(writes);
        await written.CancelAsync();
        return await Task.WhenAll(watching);
    }

    private static async Task WriteAsync(Database source, long id, ConcurrentDictionary<long, long>[] waiting)
    {
        await source.ExecuteAsync($"insert into c2c_listings (id, user_id, category_id, title, price) values ({id}, 7, 1101, 'Written {id}', 10)");
        var committed = Stopwatch.GetTimestamp();
        Array.ForEach(waiting, side => side[id] = committed);
    }

    /// <summary>Asks until all is found, or too long after the last write. What was there before the writer heard of its commit counts as at once.</summary>
    private static async Task<List<double>> WatchAsync(Consumer consumer, ConcurrentDictionary<long, long> waiting, CancellationToken written)
    {
        var lags = new List<double>();
        long? end = null;
        while (end is null || (!waiting.IsEmpty && Stopwatch.GetElapsedTime(end.Value) < GiveUp))
        {
            if (written.IsCancellationRequested)
            {
                end ??= Stopwatch.GetTimestamp();
            }

            var found = await consumer.FoundAsync([.. waiting.Keys]);
            var now = Stopwatch.GetTimestamp();
            foreach (var id in found)
            {
                if (waiting.TryRemove(id, out var committed))
                {
                    lags.Add(Math.Max(Stopwatch.GetElapsedTime(committed, now).TotalMilliseconds, 0));
                }
            }

            await Task.Delay(Pause, CancellationToken.None);
        }

        return waiting.IsEmpty ? lags : throw new InvalidOperationException($"{waiting.Count} listings have not arrived within {GiveUp.TotalSeconds:F0} s.");
    }
}
