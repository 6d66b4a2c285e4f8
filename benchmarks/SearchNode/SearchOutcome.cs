using System.Globalization;
using System.Text.Json.Nodes;
using Lucene.Net.Search;
using Migration.Benchmarks;

namespace Migration.SearchNode.Benchmarks;

/// <summary>What one search came to.</summary>
internal sealed class SearchOutcome(string name)
{
    private readonly List<double> _peer = [];
    private readonly List<double> _node = [];

    public Ratio Ratio { get; } = new();

    public double PeerMilliseconds => MedianInterval.MedianOf(_peer);

    public double NodeMilliseconds => MedianInterval.MedianOf(_node);

    private long Hits { get; set; }

    public void Add(double peer, double node, double again)
    {
        _peer.Add(peer);
        _node.Add(node);
        Ratio.Add(peer, node, again);
    }

    /// <summary>A ratio of different answers would say nothing.</summary>
    public void Check(TopDocs peer, JsonNode answer)
    {
        Hits = answer["hits"]!["total"]!["value"]!.GetValue<long>();
        var ids = answer["hits"]!["hits"]!.AsArray().Count;
        if (Hits != peer.TotalHits || ids != peer.ScoreDocs.Length)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{name}: the node finds {Hits} and shows {ids}, Lucene.NET {peer.TotalHits} and {peer.ScoreDocs.Length}"));
        }
    }

    public string Row()
    {
        var verdict = PeerMilliseconds < 1 ? "below 1 ms, not judged" : Ratio.Verdict(Limits.Search, atLeast: false);
        return string.Create(CultureInfo.InvariantCulture, $"| {name}, {Hits:N0} hits | {PeerMilliseconds:F2} ms | {NodeMilliseconds:F2} ms | {Ratio} | ≤ {Limits.Search:F2} | {verdict} |");
    }
}
