using System.Collections.Frozen;
using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary>Reads queries: an object with one member, the query's name.</summary>
internal static class QueryReaders
{
    /// <summary>Deeper than this is a mistake, or an attack on the stack.</summary>
    private const int MaxDepth = 30;

    private static readonly FrozenDictionary<string, IQueryReader> Readers = new IQueryReader[]
    {
        new MatchAllReader(), new MatchNoneReader(), new MatchReader(), new MatchPhraseReader(), new MultiMatchReader(),
        new TermReader(), new TermsReader(), new RangeReader(), new ExistsReader(), new PrefixReader(), new IdsReader(),
        new BoolReader(), new ConstantScoreReader(), new NestedReader(), new GeoDistanceReader(),
    }.ToFrozenDictionary(reader => reader.Name, StringComparer.Ordinal);

    public static Query Read(JsonElement query, QueryContext context)
    {
        if (query.ValueKind != JsonValueKind.Object)
        {
            throw Errors.Parsing("[_na] query malformed, must start with start_object");
        }

        if (context.Depth > MaxDepth)
        {
            throw Errors.IllegalArgument($"The query is nested deeper than [{MaxDepth}]");
        }

        JsonProperty? only = null;
        foreach (var property in query.EnumerateObject())
        {
            if (only is not null)
            {
                throw Errors.Parsing($"[{only.Value.Name}] malformed query, expected [END_OBJECT] but found [FIELD_NAME]");
            }

            only = property;
        }

        if (only is not { } named)
        {
            throw Errors.IllegalArgument("query malformed, empty clause found");
        }

        return Readers.TryGetValue(named.Name, out var reader)
            ? reader.Read(named.Value, context with { Depth = context.Depth + 1 })
            : throw Errors.Parsing($"unknown query [{named.Name}]");
    }

    /// <summary>A list of queries, or a single one.</summary>
    public static IEnumerable<Query> ReadAll(JsonElement queries, QueryContext context)
        => queries.ValueKind == JsonValueKind.Array
            ? queries.EnumerateArray().Select(query => Read(query, context))
            : [Read(queries, context)];

    public static Query Boosted(Query query, float boost)
    {
        query.Boost *= boost;
        return query;
    }
}
