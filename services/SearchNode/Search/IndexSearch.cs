using Lucene.Net.Search;
using Migration.SearchNode.Aggregations;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Search;

/// <summary>Runs a search on one index.</summary>
internal sealed class IndexSearch(SearchRequest request, SearchTarget target, SearchScope scope, IndexResolver resolver)
{
    private readonly QueryContext _context = new(target.Index, target.Index.Mapping, scope) { Resolver = resolver };

    public IndexResult Run()
    {
        var specs = Specs();
        var keys = SortKeys.Make(specs, _context);
        var query = Query();
        var aggregations = request.Aggregations is { } asked ? AggregationReader.Read(asked, _context) : null;
        CheckWindow();

        var wanted = Math.Min((long)request.From + request.Size, Math.Max(1, target.Reader.Reader.MaxDoc));
        var weight = target.Reader.Searcher.CreateNormalizedWeight(query);
        var top = request.Size == 0 && keys.Count == 0 ? null : TopHits(keys, (int)Math.Max(1, wanted), inOrder: !weight.ScoresDocsOutOfOrder);
        var counter = top is null ? new TotalHitCountCollector() : null;
        var aggregator = aggregations?.Collector();
        var collector = Combine([top, counter, aggregator]);
        if (request.MinScore is { } least)
        {
            collector = new MinScoreCollector(collector, least);
        }

        target.Reader.Searcher.Search(weight, collector);
        var results = aggregator is null ? null : aggregations!.Results();
        if (top is null)
        {
            return new IndexResult([], counter!.TotalHits, float.NaN, keys) { Aggregations = results };
        }

        var found = top.GetTopDocs();
        var hits = found.ScoreDocs.Select(Hit).ToArray();
        return new IndexResult(hits, top.TotalHits, found.MaxScore, keys) { Aggregations = results };
    }

    public (long Hits, bool IsCutShort) Count()
    {
        var counter = new LimitedCountCollector(request.TerminateAfter > 0 ? request.TerminateAfter : long.MaxValue);
        target.Reader.Searcher.Search(Query(), request.MinScore is { } least ? new MinScoreCollector(counter, least) : counter);
        return (counter.Hits, counter.IsCutShort);
    }

    /// <summary>Within a point in time the document's place breaks ties, so that no page repeats or skips a hit.</summary>
    private IReadOnlyList<SortSpec> Specs()
        => request.PointInTime is not null && request.Sort.Count > 0 && request.Sort[^1].Field is not SortSpec.ShardDocument
            ? [.. request.Sort, new SortSpec(SortSpec.ShardDocument, Descending: false)]
            : request.Sort;

    private Query Query()
    {
        var query = request.Query is { } asked ? QueryReaders.Read(asked, _context) : new MatchAllDocsQuery();
        if (AliasFilter() is { } filter)
        {
            query = new BooleanQuery(disableCoord: true)
            {
                { query, Occur.MUST },
                { new ConstantScoreQuery(filter) { Boost = 0f }, Occur.MUST },
            };
        }

        return _context.Mapping.HasNested ? new FilteredQuery(query, RootDocumentsFilter.Instance) : query;
    }

    /// <summary>An index named by several filtered aliases shows what any of them shows.</summary>
    private BooleanQuery? AliasFilter()
    {
        if (target.Aliases.Count == 0)
        {
            return null;
        }

        var any = new BooleanQuery(disableCoord: true);
        foreach (var alias in target.Aliases)
        {
            if (alias.Filter is not { } filter)
            {
                return null;
            }

            any.Add(QueryReaders.Read(System.Text.Json.JsonSerializer.SerializeToElement(filter), _context), Occur.SHOULD);
        }

        return any;
    }

    /// <param name="keys">What the hits are sorted by; none, then by score.</param>
    /// <param name="wanted">How many hits are kept.</param>
    /// <param name="inOrder">Whether documents come in their order. A collector that does not insist on it lets Lucene add up alternatives a block at a time.</param>
    private ITopDocsCollector TopHits(IReadOnlyList<SortKey> keys, int wanted, bool inOrder)
    {
        if (keys.Count == 0)
        {
            return TopScoreDocCollector.Create(wanted, inOrder);
        }

        var sort = new Sort([.. keys.Select(key => key.ToLucene())]);
        FieldDoc? after = null;
        if (request.SearchAfter is { } values)
        {
            var padded = values.Select((value, i) => keys[i].ReadAfter(value, _context.Scope)).ToList();
            if (padded.Count < keys.Count)
            {
                padded.Add(J2N.Numerics.Int32.GetInstance(int.MaxValue));
            }

            after = new FieldDoc(int.MaxValue, 0, [.. padded!]);
        }

        var scores = request.NeedsScores;
        return TopFieldCollector.Create(sort, wanted, after, fillFields: true, scores, scores, inOrder);
    }

    private void CheckWindow()
    {
        var window = target.Index.Settings.MaxResultWindow;
        if ((long)request.From + request.Size > window)
        {
            throw Errors.ShardIllegalArgument(
                $"Result window is too large, from + size must be less than or equal to: [{window}] but was [{(long)request.From + request.Size}]. See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the [index.max_result_window] index level setting.");
        }
    }

    private Hit Hit(ScoreDoc found) => new(target, found.Doc, found.Score, found is FieldDoc sorted ? sorted.Fields! : []);

    private static ICollector Combine(IEnumerable<ICollector?> collectors)
    {
        var present = collectors.OfType<ICollector>().ToArray();
        return present.Length == 1 ? present[0] : MultiCollector.Wrap(present);
    }
}
