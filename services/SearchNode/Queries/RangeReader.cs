using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>Values between bounds.</summary>
internal sealed class RangeReader : IQueryReader
{
    public string Name => "range";

    public Query Read(JsonElement body, QueryContext context)
    {
        var (field, options) = QueryOptions.OfField(Name, body, "value");
        var (gt, gte, from) = (options.Value("gt"), options.Value("gte"), options.Value("from"));
        var (lt, lte, to) = (options.Value("lt"), options.Value("lte"), options.Value("to"));
        var bounds = new RangeBounds(
            gte ?? gt ?? from, gt is null && options.Flag("include_lower", true), lte ?? lt ?? to, lt is null && options.Flag("include_upper", true))
        {
            Format = options.Text("format"),
            TimeZone = options.Text("time_zone"),
        };
        if (options.Text("relation") is { } relation && !relation.Equals("intersects", StringComparison.OrdinalIgnoreCase))
        {
            throw Errors.Unsupported($"[relation: {relation}] of a range query");
        }

        var boost = options.Boost();
        options.RefuseUnknown();
        return context.Field(field) is { } type
            ? QueryReaders.Boosted(bounds.Lower is null && bounds.Upper is null ? type.Exists() : type.Range(bounds, context.Scope), boost)
            : new MatchNoneQuery();
    }
}
