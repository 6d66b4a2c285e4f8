using System.Text.Json;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

internal sealed class MatchAllReader : IQueryReader
{
    public string Name => "match_all";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var boost = options.Boost();
        options.RefuseUnknown();
        return new MatchAllDocsQuery { Boost = boost };
    }
}
