using System.Text.Json;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

/// <summary>Queries joined by must, filter, should and must_not.</summary>
internal sealed class BoolReader : IQueryReader
{
    public string Name => "bool";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var query = new BooleanQuery(disableCoord: true);
        var must = Add(query, options.Element("must"), Occur.MUST, context);
        var filter = AddFilters(query, options.Element("filter"), context);
        var should = Add(query, options.Element("should"), Occur.SHOULD, context);
        var mustNot = Add(query, options.Element("must_not"), Occur.MUST_NOT, context);
        var minimum = options.Text("minimum_should_match");
        var boost = options.Boost();
        _ = options.Flag("adjust_pure_negative", true);
        options.RefuseUnknown();

        if (must + filter + should == 0)
        {
            // Nothing but exclusions leaves all the rest; nothing at all leaves everything.
            query.Add(mustNot == 0 ? new MatchAllDocsQuery() : Unscored(new MatchAllDocsQuery()), Occur.MUST);
            return QueryReaders.Boosted(query, boost);
        }

        var required = minimum is not null ? MinimumShouldMatch.Calculate(minimum, should) : must + filter == 0 ? 1 : 0;
        if (required > should)
        {
            return new MatchNoneQuery();
        }

        query.MinimumNumberShouldMatch = required;
        return QueryReaders.Boosted(query, boost);
    }

    /// <summary>Lucene 4 has no filter clause; a clause that must match and adds nothing is the same.</summary>
    private static ConstantScoreQuery Unscored(Query query) => new ConstantScoreQuery(query) { Boost = 0f };

    private static int Add(BooleanQuery query, JsonElement? clauses, Occur occur, QueryContext context)
    {
        var count = 0;
        foreach (var clause in clauses is { } given ? QueryReaders.ReadAll(given, context) : [])
        {
            query.Add(clause, occur);
            count++;
        }

        return count;
    }

    private static int AddFilters(BooleanQuery query, JsonElement? clauses, QueryContext context)
    {
        var count = 0;
        foreach (var clause in clauses is { } given ? QueryReaders.ReadAll(given, context) : [])
        {
            query.Add(Unscored(clause), Occur.MUST);
            count++;
        }

        return count;
    }
}
