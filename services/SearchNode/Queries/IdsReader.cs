using System.Text.Json;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

/// <summary>Documents by id.</summary>
internal sealed class IdsReader : IQueryReader
{
    public string Name => "ids";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var values = options.Required("values");
        var boost = options.Boost();
        options.RefuseUnknown();
        var ids = values.ValueKind == JsonValueKind.Array ? values.EnumerateArray().Select(id => id.ToString()) : [values.ToString()];
        return QueryReaders.Boosted(MetadataQueries.Ids(ids), boost);
    }
}
