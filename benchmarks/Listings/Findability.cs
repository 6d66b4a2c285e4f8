using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Migration.Benchmarks;
using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Benchmarks;

/// <summary>
/// How long after its commit a listing is found by search: the whole environment, writes at a given rate whatever the answers do, and the
/// search node asked over and over which of them it shows. A listing's time runs from the service's answer to the first search
/// that has it, so the time between two such searches is in it.
/// </summary>
internal static class Findability
{
    private const int Asked = 1000;
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(int perSecond, TimeSpan length)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>();
        await using var application = await builder.BuildAsync();
        await application.StartAsync();
        foreach (var name in new[] { "monolith", "listings", "search", "datasync" })
        {
            await application.ResourceNotifications.WaitForResourceHealthyAsync(name);
        }

        using var channel = GrpcChannel.ForAddress(application.GetEndpoint("listings", "grpc"));
        var client = new ListingsService.ListingsServiceClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {await TokenAsync(application)}" } };
        var seeded = (await client.ListListingsAsync(new ListListingsRequest { Limit = 1 })).Listings[0];
        var request = new CreateListingRequest { UserId = 1, Title = seeded.Title, Price = 10, Currency = "RSD", CategoryId = seeded.CategoryId, Quantity = 1 };
        Task CreateAsync(ConcurrentDictionary<long, long> waiting) => WriteAsync(client, request, headers, waiting);
        var search = application.GetEndpoint("search");
        await RunAsync(CreateAsync, search, perSecond, TimeSpan.FromSeconds(5));
        var (found, missing) = await RunAsync(CreateAsync, search, perSecond, length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors; {perSecond} writes/s for {length.TotalSeconds:F0} s; {found.Length} listings found, {missing} not within {GiveUp.TotalSeconds:F0} s; from commit to found: p50 {MedianInterval.Quantile(found, 0.50):F0} ms, p99 {MedianInterval.Quantile(found, 0.99):F0} ms, at most {found.Max():F0} ms"));
        return missing == 0 && MedianInterval.Quantile(found, 0.99) <= 1000 ? 0 : 1;
    }

    private static async Task WriteAsync(
        ListingsService.ListingsServiceClient client, CreateListingRequest request, Metadata headers, ConcurrentDictionary<long, long> waiting)
    {
        var answer = await client.CreateListingAsync(request, headers);
        waiting[answer.Listing.Id] = Stopwatch.GetTimestamp();
    }

    private static async Task<(double[] Found, int Missing)> RunAsync(
        Func<ConcurrentDictionary<long, long>, Task> write, Uri search, int perSecond, TimeSpan length)
    {
        var waiting = new ConcurrentDictionary<long, long>();
        using var written = new CancellationTokenSource();
        var watching = WatchAsync(search, waiting, written.Token);
        var total = (int)(perSecond * length.TotalSeconds);
        var calls = new List<Task>(total);
        var started = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (calls.Count < total)
        {
            var due = Math.Min(total, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond));
            while (calls.Count < due)
            {
                calls.Add(write(waiting));
            }

            await tick.WaitForNextTickAsync();
        }

        await Task.WhenAll(calls);
        await written.CancelAsync();
        return (await watching, waiting.Count);
    }

    /// <summary>Asks until all is found, or too long after the last write.</summary>
    private static async Task<double[]> WatchAsync(Uri search, ConcurrentDictionary<long, long> waiting, CancellationToken written)
    {
        using var http = new HttpClient { BaseAddress = search };
        var found = new List<double>();
        long? end = null;
        while (end is null || (!waiting.IsEmpty && Stopwatch.GetElapsedTime(end.Value) < GiveUp))
        {
            if (written.IsCancellationRequested)
            {
                end ??= Stopwatch.GetTimestamp();
            }

            var ids = waiting.Keys.Order().Take(Asked).ToArray();
            using var answer = await http.PostAsJsonAsync(
                new Uri("/listings/_search", UriKind.Relative), new { size = Asked, _source = false, query = new { ids = new { values = ids } } }, CancellationToken.None);
            var now = Stopwatch.GetTimestamp();
            answer.EnsureSuccessStatusCode();
            var hits = (await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).GetProperty("hits").GetProperty("hits");
            foreach (var hit in hits.EnumerateArray())
            {
                if (waiting.TryRemove(long.Parse(hit.GetProperty("_id").GetString()!, CultureInfo.InvariantCulture), out var committed))
                {
                    found.Add(Stopwatch.GetElapsedTime(committed, now).TotalMilliseconds);
                }
            }

            await Task.Delay(10, CancellationToken.None);
        }

        return [.. found];
    }

    private static async Task<string> TokenAsync(DistributedApplication application)
    {
        using var http = application.CreateHttpClient("monolith");
        using var answer = await http.PostAsJsonAsync(new Uri("/api/v1/auth/token", UriKind.Relative), new { user_id = 1 });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}
