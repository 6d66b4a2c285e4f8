using System.Text.Json;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

/// <summary>Reads one kind of query.</summary>
internal interface IQueryReader
{
    public string Name { get; }

    public Query Read(JsonElement body, QueryContext context);
}
