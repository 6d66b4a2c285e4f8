using System.Text.Json;
using Migration.SearchNode.Documents;

namespace Migration.SearchNode.Search;

/// <summary>A search as it was asked for, not yet read against any index.</summary>
internal sealed record SearchRequest
{
    public const int DefaultSize = 10;
    public const int DefaultTotalHits = 10_000;

    public JsonElement? Query { get; init; }

    public JsonElement? Aggregations { get; init; }

    public int From { get; init; }

    public int Size { get; init; } = DefaultSize;

    public IReadOnlyList<SortSpec> Sort { get; init; } = [];

    public SourceFilter Source { get; init; } = SourceFilter.All;

    /// <summary>Up to how many hits are counted; -1 for none at all.</summary>
    public int TrackTotalHits { get; init; } = DefaultTotalHits;

    public float? MinScore { get; init; }

    public IReadOnlyList<JsonElement>? SearchAfter { get; init; }

    /// <summary>How many hits of an index a count goes through; 0 for all.</summary>
    public int TerminateAfter { get; init; }

    public string? PointInTime { get; init; }

    public TimeSpan? KeepAlive { get; init; }

    public bool TrackScores { get; init; }

    public bool ShowVersion { get; init; }

    public bool ShowSeqNo { get; init; }

    public bool TotalHitsAsInt { get; init; }

    public bool TypedKeys { get; init; }

    /// <summary><c>phase_took</c>: how long each phase took.</summary>
    public bool ShowPhases { get; init; }

    public bool NeedsScores => Sort.Count == 0 || TrackScores || MinScore is not null || Sort.Any(sort => sort.Field is SortSpec.Score);
}
