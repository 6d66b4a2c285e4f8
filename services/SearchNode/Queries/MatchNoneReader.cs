using System.Text.Json;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

internal sealed class MatchNoneReader : IQueryReader
{
    public string Name => "match_none";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        options.Boost();
        options.RefuseUnknown();
        return new MatchNoneQuery();
    }
}
