namespace Migration.DataSync.Benchmarks;

/// <summary>
/// A prepared backlog drained by DataSync and by two built-in subscriptions, one after another in turning order: each is held up (SIGSTOP) while the backlog
/// is made, and let go alone. What changes is the description, which no table indexes. The ratio of the two subscriptions is what the machine does by itself.
/// </summary>
internal static class StreamBenchmark
{
    private const int Listings = 200_000;
    private const int SingleRows = 50_000;

    public static async Task RunAsync(Lab lab, int blocks)
    {
        var source = await lab.MonolithAsync(Listings);
        var target = await lab.MicroserviceAsync("listings");
        using var sync = await SyncProcess.StartAsync(source, target);
        Consumer[] consumers =
        [
            await Subscription.CreateAsync(lab, source, "peer"),
            new Consumer(sync.Id, target, "listings"),
            await Subscription.CreateAsync(lab, source, "again"),
        ];
        await CompareAsync(source, consumers, blocks, SingleRows, $"{SingleRows:N0} transactions of one row", number => $"""
            do $$ begin for i in 1..{SingleRows} loop update c2c_listings set description = 'Opis {number}, ' || i where id = 1 + (i * 7) % {Listings}; commit; end loop; end $$
            """);
        await CompareAsync(source, consumers, blocks, Listings, $"one transaction of {Listings:N0} rows", number => $"update c2c_listings set description = 'Novi opis {number}, ' || id");
        var backend = await target.ScalarAsync<int>("select pid from pg_stat_activity where application_name = 'datasync-apply'");
        Console.WriteLine($"  memory: DataSync {Memory.PeakOf(sync.Id)} MB at most, and its session in the target {Memory.OwnOf(backend)} MB of its own at the end; the subscription's worker {consumers[0].PeakMemory} MB of its own at most");
    }

    private static async Task CompareAsync(Database source, Consumer[] consumers, int blocks, int rows, string what, Func<int, string> change)
    {
        var ratio = new Ratio();

        // The first one is without the clock.
        for (var block = -1; block < blocks; block++)
        {
            Array.ForEach(consumers, consumer => consumer.HoldUp());
            await source.ExecuteAsync(change(block + 10));
            var last = $"Backlog {block} of {what}";
            await source.ExecuteAsync($"update c2c_listings set title = '{last}' where id = 1");
            var seconds = new double[consumers.Length];
            foreach (var who in Enumerable.Range(0, consumers.Length).Select(place => (place + block + 1) % consumers.Length))
            {
                seconds[who] = await consumers[who].DrainAsync(last);
            }

            if (block >= 0)
            {
                ratio.Add(seconds[0], seconds[1], seconds[2]);
            }

            await source.ExecuteAsync("vacuum c2c_listings");
            await Task.WhenAll(consumers.Select(consumer => consumer.Target.ExecuteAsync("vacuum")));
        }

        Console.WriteLine($"drain of {what}: subscription {rows / ratio.PeerSeconds:F0} rows/s, DataSync {rows / ratio.OwnSeconds:F0}/s");
        Console.WriteLine($"  rate, DataSync / subscription    : {ratio.Speed} (reach 0.8)");
        Console.WriteLine($"  time, subscription / subscription: {ratio.Control}");
    }
}
