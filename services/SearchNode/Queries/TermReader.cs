using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary>One exact value.</summary>
internal sealed class TermReader : IQueryReader
{
    public string Name => "term";

    public Query Read(JsonElement body, QueryContext context)
    {
        var (field, options) = QueryOptions.OfField(Name, body, "value");
        var value = options.Value("value") ?? throw Errors.IllegalArgument("value cannot be null");
        var boost = options.Boost();
        if (options.Flag("case_insensitive"))
        {
            throw Errors.Unsupported("[case_insensitive] of a term query");
        }

        options.RefuseUnknown();
        return QueryReaders.Boosted(MetadataQueries.Term(field, [value], context) ?? context.Field(field)?.Term(value, context.Scope) ?? new MatchNoneQuery(), boost);
    }
}
