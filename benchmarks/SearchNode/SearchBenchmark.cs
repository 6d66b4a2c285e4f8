using System.Diagnostics;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Migration.Benchmarks;
using Migration.SearchNode.Engine;

namespace Migration.SearchNode.Benchmarks;

/// <summary>
/// Searches through the node, HTTP's own cost taken off, against the same query on the same index files by Lucene.NET
/// alone: ten hits with their sources, all hits counted.
/// </summary>
internal static class SearchBenchmark
{
    private const int Repeats = 15;

    public static async Task<List<SearchOutcome>> RunAsync(NodeServer node, string indexDirectory, int blocks)
    {
        using var directory = FSDirectory.Open(indexDirectory);
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader) { Similarity = Bm25.Instance };
        var outcomes = SearchCase.All.Select(search => new SearchOutcome(search.Name)).ToList();
        for (var block = -2; block < blocks; block++)
        {
            var http = await MedianAsync(() => node.SendAsync(HttpMethod.Get, "/"));
            for (var i = 0; i < outcomes.Count; i++)
            {
                var search = SearchCase.All[i];
                var peer = await MedianAsync(() => Task.FromResult(Peer(searcher, search)));
                var measured = await MedianAsync(() => node.SendAsync(HttpMethod.Post, "/listings/_search", search.Bytes)) - http;
                var again = await MedianAsync(() => Task.FromResult(Peer(searcher, search)));
                if (block >= 0)
                {
                    outcomes[i].Add(peer, measured, again);
                }
            }
        }

        foreach (var (search, outcome) in SearchCase.All.Zip(outcomes))
        {
            var answer = await node.SendAsync(HttpMethod.Post, "/listings/_search?track_total_hits=true&_source=false", search.Bytes);
            outcome.Check(Peer(searcher, search), answer);
        }

        return outcomes;
    }

    private static TopDocs Peer(IndexSearcher searcher, SearchCase search)
    {
        var top = search.Sort is { } sort ? searcher.Search(search.Query, null, 10, sort) : searcher.Search(search.Query, 10);
        foreach (var hit in top.ScoreDocs)
        {
            if (StoredSource.Read(searcher.IndexReader, hit.Doc).Source.IsEmpty)
            {
                throw new InvalidOperationException("a document without a source");
            }
        }

        return top;
    }

    private static async Task<double> MedianAsync<T>(Func<Task<T>> run)
    {
        var times = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await run();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return MedianInterval.MedianOf(times);
    }
}
