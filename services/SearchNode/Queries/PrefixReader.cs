using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary>Terms that start so.</summary>
internal sealed class PrefixReader : IQueryReader
{
    public string Name => "prefix";

    public Query Read(JsonElement body, QueryContext context)
    {
        var (field, options) = QueryOptions.OfField(Name, body, "value");
        var value = options.Text("value") ?? throw Errors.IllegalArgument("value cannot be null");
        var ignoreCase = options.Flag("case_insensitive");
        if (options.Text("rewrite") is { } rewrite and not "constant_score")
        {
            throw Errors.Unsupported($"[rewrite: {rewrite}] of a prefix query");
        }

        var boost = options.Boost();
        options.RefuseUnknown();
        return context.Field(field) is { } type ? QueryReaders.Boosted(type.Prefix(value, ignoreCase), boost) : new MatchNoneQuery();
    }
}
