using System.Text.Json;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

/// <summary>A filter whose matches all score the boost.</summary>
internal sealed class ConstantScoreReader : IQueryReader
{
    public string Name => "constant_score";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var filter = QueryReaders.Read(options.Required("filter"), context);
        var boost = options.Boost();
        options.RefuseUnknown();
        return new ConstantScoreQuery(filter) { Boost = boost };
    }
}
