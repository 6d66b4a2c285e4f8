using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Migration.Benchmarks;
using Migration.Contracts.Listings.V1;
using Npgsql;

namespace Migration.Listings.Benchmarks;

/// <summary>
/// Service and peer against one database, block by block in turn, the peer twice a round: the service is held against the mean of the
/// two, and their own ratio is what the machine does by itself.
/// </summary>
internal static class Comparison
{
    private const int Listings = 2000;
    private const int PageSize = 20;
    private static readonly TimeSpan BlockLength = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LatencyLength = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(int blocks)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var postgres = builder.AddPostgres("postgres");
        await using var application = await builder.BuildAsync();
        await application.StartAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres");
        var connection = (await postgres.Resource.GetConnectionStringAsync(CancellationToken.None))!;

        using (var first = await ServerProcess.StartAsync("service", connection))
        {
            await FillAsync(first, connection);
        }

        // Both begin with the data there: what a connection did before shows in the time that its server takes for each read.
        using var service = await ServerProcess.StartAsync("service", connection);
        using var peer = await ServerProcess.StartAsync("peer", connection);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {blocks} rounds, blocks of {BlockLength.TotalSeconds:F1} s at saturation and {LatencyLength.TotalSeconds:F1} s at half of it, {Listings} listings"));
        if (blocks > 0)
        {
            await CompareAsync("GetListing", blocks, peer, service, GetAsync);
            await CompareAsync($"ListListings, {PageSize} of a category", blocks, peer, service, ListAsync);
        }

        await CostAsync(peer, service);
        return 0;
    }

    private static async Task GetAsync(ServerProcess server, int number)
        => await server.Clients[number % server.Clients.Count].GetListingAsync(new GetListingRequest { Id = 1 + (number % Listings) });

    private static async Task ListAsync(ServerProcess server, int number)
        => await server.Clients[number % server.Clients.Count].ListListingsAsync(
            new ListListingsRequest { CategoryId = 1 + (number % 10), Limit = PageSize, Offset = number % 100 });

    private static async Task CompareAsync(string what, int blocks, ServerProcess peer, ServerProcess service, Func<ServerProcess, int, Task> call)
    {
        await WarmUpAsync(peer, service, call);

        // What the peer does after its warm-up; a second in which it is still being compiled would make the load too light.
        var saturated = new List<double>();
        for (var block = 0; block < 3; block++)
        {
            saturated.Add((await Load.SaturateAsync(number => call(peer, number), BlockLength)).PerSecond);
        }

        var rate = saturated.Max() / 2;
        var rounds = new List<(Block Peer, Block Service, Block Again)>();
        for (var round = 0; round < blocks; round++)
        {
            // Each takes every place in turn.
            var order = Enumerable.Range(0, 3).Select(place => (place + round) % 3).ToArray();
            var measured = new Block[3];
            foreach (var who in order)
            {
                var server = who == 1 ? service : peer;
                var (perSecond, calls) = await Load.SaturateAsync(number => call(server, number), BlockLength);
                var latencies = await Load.AtRateAsync(number => call(server, number), rate, LatencyLength);
                measured[who] = new Block(perSecond, MedianInterval.Quantile(latencies, 0.99), calls + latencies.Length);
            }

            rounds.Add((measured[0], measured[1], measured[2]));
        }

        Report(what, rate, rounds);
    }

    private static async Task WarmUpAsync(ServerProcess peer, ServerProcess service, Func<ServerProcess, int, Task> call)
    {
        foreach (var server in new[] { peer, service })
        {
            await Load.SaturateAsync(number => call(server, number), WarmUp);
        }
    }

    private static void Report(string what, double rate, List<(Block Peer, Block Service, Block Again)> rounds)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: peer {rounds.Average(round => round.Peer.PerSecond):F0}/s, service {rounds.Average(round => round.Service.PerSecond):F0}/s; latency at {rate:F0}/s; {rounds.Sum(round => round.Peer.Calls)} + {rounds.Sum(round => round.Service.Calls)} + {rounds.Sum(round => round.Again.Calls)} calls"));
        Print("  throughput, service / peer", rounds.Select(round => round.Service.PerSecond * 2 / (round.Peer.PerSecond + round.Again.PerSecond)));
        Print("  throughput, peer / peer   ", rounds.Select(round => round.Again.PerSecond / round.Peer.PerSecond));
        Print("  p99, service / peer       ", rounds.Select(round => round.Service.P99 * 2 / (round.Peer.P99 + round.Again.P99)));
        Print("  p99, peer / peer          ", rounds.Select(round => round.Again.P99 / round.Peer.P99));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  p99 in ms, median of the blocks: peer {MedianInterval.MedianOf(rounds.Select(round => round.Peer.P99)):F2}, service {MedianInterval.MedianOf(rounds.Select(round => round.Service.P99)):F2}"));
    }

    private static void Print(string what, IEnumerable<double> ratios)
    {
        Console.WriteLine($"{what}: {MedianInterval.Of(ratios)}");
    }

    /// <summary>Of the server alone, its sockets and its side of the database connection included; in turn, as the machine's own pace changes.</summary>
    private static async Task CostAsync(ServerProcess peer, ServerProcess service)
    {
        const int Turns = 10;
        const int Calls = 4_000;
        await WarmUpAsync(peer, service, GetAsync);
        var costs = new Dictionary<ServerProcess, ServerCost> { [peer] = ServerCost.None, [service] = ServerCost.None };
        for (var turn = 0; turn < Turns * 2; turn++)
        {
            var server = turn % 4 is 0 or 3 ? peer : service;
            var before = await server.SpentAsync();
            await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) => await GetAsync(server, number));
            costs[server] += await server.SpentAsync() - before;
        }

        foreach (var (name, cost) in new[] { ("peer", costs[peer]), ("service", costs[service]) })
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"a GetListing costs the {name}: {cost.Allocated / (double)(Turns * Calls):F0} bytes allocated, {cost.Processor.TotalMicroseconds / (Turns * Calls):F1} µs of a processor ({Turns * Calls} calls)"));
        }
    }

    private static async Task FillAsync(ServerProcess service, string connection)
    {
        // The first call that is answered says that the schema is there.
        while (true)
        {
            try
            {
                await service.Clients[0].ListListingsAsync(new ListListingsRequest { Limit = 1 });
                break;
            }
            catch (Grpc.Core.RpcException early) when (early.StatusCode == Grpc.Core.StatusCode.Unavailable)
            {
                await Task.Delay(50);
            }
        }

        await using var database = NpgsqlDataSource.Create(connection);
        await using var fill = database.CreateCommand($"""
            insert into c2c_categories (id, name, slug) select i, 'C' || i, 'c' || i from generate_series(1, 10) i;
            insert into listings (id, user_id, title, description, price, category_id, status)
                select i, 1 + i % 50, 'Polovna stolica broj ' || i, repeat('Opis, kao nova. ', 20), 10 + i % 900, 1 + i % 10, 'active'
                from generate_series(1, {Listings}) i;
            insert into listing_images (listing_id, url, display_order, is_primary)
                select i, '/images/' || i || '/' || n || '.jpg', n, n = 0 from generate_series(1, {Listings}) i, generate_series(0, 1) n;
            insert into listing_attributes (listing_id, attribute_key, attribute_value) select i, 'condition', 'used' from generate_series(1, {Listings}) i;
            insert into listing_locations (listing_id, country, city) select i, 'Srbija', 'Beograd' from generate_series(1, {Listings}) i;
            insert into listing_tags (listing_id, tag) select i, 'drvo' from generate_series(1, {Listings}) i;
            analyze;
            """);
        await fill.ExecuteNonQueryAsync();
    }

    private sealed record Block(double PerSecond, double P99, int Calls);
}
