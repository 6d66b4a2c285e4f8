using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>Exact values of the fields that every document has.</summary>
internal static class MetadataQueries
{
    /// <returns>Null if the field is none of them.</returns>
    public static Query? Term(string field, IReadOnlyList<FieldValue> values, QueryContext context) => field switch
    {
        "_id" => Ids(values.Select(value => value.Text)),
        "_index" => values.Any(value => Http.Wildcard.Matches(value.Text, context.Index.Name) || context.Index.Metadata.Aliases.ContainsKey(value.Text))
            ? new MatchAllDocsQuery()
            : new MatchNoneQuery(),
        _ => null,
    };

    public static Query Ids(IEnumerable<string> ids)
    {
        var terms = ids.Distinct(StringComparer.Ordinal).Select(id => new Term(IndexFields.Id, id)).ToArray();
        return terms.Length == 0 ? new MatchNoneQuery() : new ConstantScoreQuery(new TermsFilter(terms));
    }
}
