using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary>Analysed text against one field, in order.</summary>
internal sealed class MatchPhraseReader : IQueryReader
{
    public string Name => "match_phrase";

    public Query Read(JsonElement body, QueryContext context)
    {
        var (field, options) = QueryOptions.OfField(Name, body, "query");
        var value = options.Value("query") ?? throw Errors.Parsing("No text specified for text query");
        var match = new TextMatch
        {
            Slop = options.Int("slop", 0),
            ZeroTermsMatchAll = TextMatch.ZeroTerms(options.Text("zero_terms_query")),
            Analyzer = options.Text("analyzer") is { } analyzer ? context.Index.Analyzers.Requested(analyzer) : null,
        };
        if (match.Slop < 0)
        {
            throw Errors.IllegalArgument("No negative slop allowed.");
        }

        var boost = options.Boost();
        options.RefuseUnknown();
        return context.Field(field) is { } type ? QueryReaders.Boosted(match.Phrase(type, value, context), boost) : new MatchNoneQuery();
    }
}
