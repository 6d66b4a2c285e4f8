using System.Diagnostics;
using System.Text;
using Migration.Benchmarks;

namespace Migration.SearchNode.Benchmarks;

/// <summary>Documents a second: through <c>_bulk</c> with everything durable, against Lucene.NET alone with one commit at the end.</summary>
internal static class IndexingBenchmark
{
    private const int BulkSize = 1000;

    public static async Task<(Ratio Ratio, double PeerRate, double NodeRate)> RunAsync(NodeServer node, int documents, int blocks)
    {
        var source = new Listings(1);
        var listings = Enumerable.Range(1, documents).Select(source.Next).Select(listing => (listing, Encoding.UTF8.GetBytes(listing.ToJson()))).ToArray();
        var bulks = listings.Chunk(BulkSize).Select(Bulk.Of).ToArray();
        var ratio = new Ratio();
        var peers = new List<double>();
        var nodes = new List<double>();
        for (var block = -1; block < blocks; block++)
        {
            var peer = Peer(listings);
            var measured = await NodeAsync(node, bulks, documents);
            var again = Peer(listings);
            if (block < 0)
            {
                continue;
            }

            ratio.Add(peer, measured, again);
            peers.Add(peer);
            nodes.Add(measured);
        }

        return (ratio, MedianInterval.MedianOf(peers), MedianInterval.MedianOf(nodes));
    }

    private static double Peer((Listing, byte[])[] listings)
    {
        // The garbage of the block before is not this one's.
        GC.Collect();
        var directory = Directory.CreateTempSubdirectory("peer-").FullName;
        var started = Stopwatch.GetTimestamp();
        LuceneAlone.Index(directory, listings);
        var rate = listings.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Directory.Delete(directory, recursive: true);
        return rate;
    }

    private static async Task<double> NodeAsync(NodeServer node, byte[][] bulks, int documents)
    {
        await node.SendAsync(HttpMethod.Put, "/bench", Listings.Definition);
        var started = Stopwatch.GetTimestamp();
        foreach (var bulk in bulks)
        {
            var answer = await node.SendAsync(HttpMethod.Post, "/bench/_bulk", bulk);
            if (answer["errors"]!.GetValue<bool>())
            {
                throw new InvalidOperationException(answer.ToJsonString()[..1000]);
            }
        }

        await node.SendAsync(HttpMethod.Post, "/bench/_flush");
        var rate = documents / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await node.SendAsync(HttpMethod.Delete, "/bench");
        return rate;
    }
}
