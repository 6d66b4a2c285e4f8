using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary>Analysed text against one field.</summary>
internal sealed class MatchReader : IQueryReader
{
    public string Name => "match";

    public Query Read(JsonElement body, QueryContext context)
    {
        var (field, options) = QueryOptions.OfField(Name, body, "query");
        var value = options.Value("query") ?? throw Errors.Parsing("No text specified for text query");
        var match = TextMatch.Read(options, context);
        var boost = options.Boost();
        _ = options.Flag("auto_generate_synonyms_phrase_query", true);
        options.RefuseUnknown();
        return MetadataQueries.Term(field, [value], context) is { } metadata ? QueryReaders.Boosted(metadata, boost)
            : context.Field(field) is { } type ? QueryReaders.Boosted(match.Match(type, value, context), boost)
            : new MatchNoneQuery();
    }
}
