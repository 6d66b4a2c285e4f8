using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary>Documents with any value in a field, or in any field of an object.</summary>
internal sealed class ExistsReader : IQueryReader
{
    public string Name => "exists";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var name = options.Text("field") ?? throw Errors.Parsing("[exists] must be provided with a [field]");
        var boost = options.Boost();
        options.RefuseUnknown();
        if (name is "_id" or "_source" or "_index")
        {
            return new ConstantScoreQuery(new MatchAllDocsQuery()) { Boost = boost };
        }

        var fields = context.Mapping.Matching(name).ToList();
        if (context.Mapping.Object(name) is not null)
        {
            fields.AddRange(context.Mapping.Matching(name + ".*"));
        }

        var any = new BooleanQuery(disableCoord: true);
        foreach (var field in fields)
        {
            if (!field.HasColumn && field.Column == Mapping.ColumnKind.None && field is not (Mapping.TextFieldType or Mapping.IpFieldType))
            {
                throw Errors.Unsupported($"exists on field [{field.Path}], which has no doc_values,");
            }

            any.Add(field.Exists(), Occur.SHOULD);
        }

        return any.Clauses.Count == 0 ? new MatchNoneQuery() : new ConstantScoreQuery(any) { Boost = boost };
    }
}
