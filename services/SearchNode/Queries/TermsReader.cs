using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>Any of several exact values.</summary>
internal sealed class TermsReader : IQueryReader
{
    public string Name => "terms";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var boost = options.Boost();
        var names = options.Names.Where(name => name is not "boost").ToArray();
        if (names.Length != 1)
        {
            throw Errors.Parsing(names.Length == 0
                ? "[terms] query requires a field name, followed by array of terms or a document lookup specification"
                : $"[terms] query does not support multiple fields: [{string.Join(", ", names)}]");
        }

        var list = options.Required(names[0]);
        var values = list.ValueKind switch
        {
            JsonValueKind.Array => list.EnumerateArray().Select(Value).ToArray(),
            JsonValueKind.Object => TermsLookup.Read(list, context),
            _ => throw Errors.Parsing($"[terms] query does not support [{names[0]}]"),
        };
        var limit = context.Index.Settings.MaxTermsCount;
        if (values.Length > limit)
        {
            throw Errors.ShardIllegalArgument(
                $"The number of terms [{values.Length}] used in the Terms Query request has exceeded the allowed maximum of [{limit}]. This maximum can be set by changing the [index.max_terms_count] index level setting.");
        }

        if (values.Length == 0)
        {
            return new MatchNoneQuery();
        }

        var query = MetadataQueries.Term(names[0], values, context) ?? context.Field(names[0])?.Terms(values, context.Scope);
        return query is null ? new MatchNoneQuery() : QueryReaders.Boosted(query, boost);
    }

    private static FieldValue Value(JsonElement element)
    {
        var value = FieldValue.From(element);
        return value.IsNull ? throw Errors.IllegalArgument("No value specified for terms query") : value;
    }
}
