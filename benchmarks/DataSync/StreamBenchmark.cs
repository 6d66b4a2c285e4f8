namespace Migration.DataSync.Benchmarks;

/// <summary>
/// A prepared backlog drained by DataSync and by built-in subscriptions, one after another in turning order: each is held up (SIGSTOP) while the backlog is
/// made, and let go alone. Two of the subscriptions do what DataSync does, into the same tables: what the ratio of these two is, the machine does by itself.
/// </summary>
internal sealed class StreamBenchmark
{
    /// <summary>All columns that both fill by the same rules, and the outbox.</summary>
    private const string Content = """
        select concat_ws('|',
            (select md5(string_agg(concat(to_jsonb(l) - 'version', ';'), '' order by id)) from listings l),
            (select md5(string_agg(concat(listing_id, attribute_key, attribute_value, created_at, ';'), '' order by listing_id, attribute_key)) from listing_attributes),
            (select md5(string_agg(concat(to_jsonb(o) - 'id', ';'), '' order by listing_id)) from listing_locations o),
            (select md5(string_agg(concat(listing_id, operation, status, ';'), '' order by listing_id)) from indexing_queue))
        """;

    /// <summary>Rows of a backlog that can be drained many times; the first one, without the clock, is never greater.</summary>
    private const int WarmUp = 10_000;

    private readonly Database _source;
    private readonly int _listings;
    private readonly Consumer _own;
    private readonly IReadOnlyList<Consumer> _peers;
    private readonly Consumer _bare;
    private int _backlogs;

    private StreamBenchmark(Database source, int listings, Consumer own, IReadOnlyList<Consumer> peers, Consumer bare)
    {
        _source = source;
        _listings = listings;
        _own = own;
        _peers = peers;
        _bare = bare;
    }

    /// <summary>Many blocks of a backlog of such a size that they can be many.</summary>
    public static Task RunAsync(Lab lab, int blocks, Scale scale) => RunAsync(lab, blocks, scale.Of(40_000), scale.Of(WarmUp), scale.Of(WarmUp), "");

    /// <summary>A few of the great ones.</summary>
    public static Task RunGreatAsync(Lab lab, int blocks, Scale scale) => RunAsync(lab, blocks, scale.Of(200_000), scale.Of(200_000), scale.Of(50_000), "great ");

    private static async Task RunAsync(Lab lab, int blocks, int listings, int oneTransaction, int singleRows, string kind)
    {
        var source = await lab.MonolithAsync(listings);
        var peers = await Subscription.MappedAsync(lab, source, "peer", "again");
        var bare = await Subscription.BareAsync(lab, source, "bare");
        var target = await lab.MicroserviceAsync("listings");
        using var sync = await SyncProcess.StartAsync(source, target);
        var benchmark = new StreamBenchmark(source, listings, new Consumer(sync.Id, target, "listings"), peers, bare);
        await benchmark.CompareAsync(blocks, singleRows, $"{kind}drain of {singleRows:N0} transactions of one row", (number, count) => $"""
            do $$ begin for i in 1..{count} loop update c2c_listings set description = 'Opis {number}, ' || i where id = 1 + (i * 7) % {listings}; commit; end loop; end $$
            """);
        await benchmark.CompareAsync(blocks, oneTransaction, $"{kind}drain of one transaction of {oneTransaction:N0} rows", (number, count) =>
            $"update c2c_listings set description = 'Novi opis {number}, ' || id where id <= {count}");
        var backend = await target.ScalarAsync<int>("select pid from pg_stat_activity where application_name = 'datasync-apply'");
        Console.WriteLine($"  memory: DataSync {Memory.PeakOf(sync.Id)} MB at most, and its session in the target {Memory.OwnOf(backend)} MB of its own at the end; the subscription's worker {peers[0].PeakMemory} MB of its own at most");
    }

    private async Task CompareAsync(int blocks, int rows, string what, Func<int, int, string> change)
    {
        var (judged, beside) = (new Ratio(), new Ratio());
        Consumer[] consumers = [_peers[0], _own, _peers[1], _bare];

        // The first one is without the clock.
        for (var block = -1; block < blocks; block++)
        {
            var last = await PrepareAsync(consumers, number => change(number, block < 0 ? Math.Min(rows, WarmUp) : rows));
            var seconds = new double[consumers.Length];
            foreach (var who in Enumerable.Range(0, consumers.Length).Select(place => (place + block + 1) % consumers.Length))
            {
                seconds[who] = await consumers[who].DrainAsync(last);
            }

            if (block < 0)
            {
                await EqualAsync();
                continue;
            }

            judged.Add(seconds[0], seconds[1], seconds[2]);
            beside.Add(seconds[3], seconds[1], seconds[3]);
        }

        Console.WriteLine($"{what}: subscription {rows / judged.PeerSeconds:F0} rows/s, DataSync {rows / judged.OwnSeconds:F0}/s");
        Console.WriteLine($"  rate, DataSync / subscription    : {judged.Speed} (reach 0.8)");
        Console.WriteLine($"  time, subscription / subscription: {judged.Control}");
        Console.WriteLine($"  beside it a subscription that maps nothing and keeps no outbox: {rows / beside.PeerSeconds:F0} rows/s; rate, DataSync / bare: {beside.Speed}");
    }

    /// <summary>All are held up, the index has been told of all that was before, and the backlog is there; it ends with a change of listing 1.</summary>
    private async Task<string> PrepareAsync(Consumer[] consumers, Func<int, string> change)
    {
        foreach (var consumer in consumers.Except([_bare]))
        {
            await consumer.Target.ExecuteAsync("truncate indexing_queue");
        }

        await _source.ExecuteAsync("vacuum c2c_listings");
        await Task.WhenAll(consumers.Select(consumer => consumer.Target.ExecuteAsync("vacuum")));
        Array.ForEach(consumers, consumer => consumer.HoldUp());
        var last = $"Backlog {++_backlogs}";
        await _source.ExecuteAsync(change(_backlogs));
        await _source.ExecuteAsync($"update c2c_listings set title = '{last}' where id = 1");
        return last;
    }

    /// <summary>A peer that does something else is none.</summary>
    private async Task EqualAsync()
    {
        var own = await _own.Target.ScalarAsync<string>(Content);
        foreach (var peer in _peers)
        {
            if (!string.Equals(own, await peer.Target.ScalarAsync<string>(Content), StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The subscription's tables are not DataSync's: {own} and {await peer.Target.ScalarAsync<string>(Content)}.");
            }
        }
    }
}
