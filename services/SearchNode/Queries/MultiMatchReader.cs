using System.Globalization;
using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>Analysed text against several fields.</summary>
internal sealed class MultiMatchReader : IQueryReader
{
    public string Name => "multi_match";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var value = options.Value("query") ?? throw Errors.Parsing("No text specified for multi_match query");
        var type = options.Text("type") ?? "best_fields";
        var slop = options.Int("slop", 0);
        var match = TextMatch.Read(options, context) with { Slop = slop };
        var tieBreaker = options.Float("tie_breaker", type is "most_fields" or "bool_prefix" ? 1f : 0f);
        var fields = Fields(options.Element("fields"), context);
        if (options.Element("fields") is null)
        {
            match = match with { Lenient = true };
        }

        var boost = options.Boost();
        _ = options.Flag("auto_generate_synonyms_phrase_query", true);
        options.RefuseUnknown();
        var query = type switch
        {
            "best_fields" or "most_fields" => Best(fields, field => match.Match(field, value, context), tieBreaker),
            "phrase" => Best(fields, field => match.Phrase(field, value, context), tieBreaker),
            "bool_prefix" when slop == 0 => Best(fields, field => match.BoolPrefix(field, value, context), tieBreaker),
            "cross_fields" when match.Fuzziness is null => CrossFields.Make(fields, value, match, (tieBreaker, context)),
            "cross_fields" => throw Errors.Parsing("Fuzziness not allowed for type [cross_fields]"),
            "phrase_prefix" => throw Errors.Unsupported("multi_match type [phrase_prefix]"),
            _ => throw Errors.Parse($"failed to parse [multi_match] query type [{type}]. unknown type."),
        };
        return QueryReaders.Boosted(query, boost);
    }

    private static Query Best(List<(FieldType Field, float Boost)> fields, Func<FieldType, Query> make, float tieBreaker)
    {
        if (fields.Count == 0)
        {
            return new MatchNoneQuery();
        }

        if (fields.Count == 1)
        {
            return QueryReaders.Boosted(make(fields[0].Field), fields[0].Boost);
        }

        var best = new DisjunctionMaxQuery(tieBreaker);
        foreach (var (field, boost) in fields)
        {
            best.Add(QueryReaders.Boosted(make(field), boost));
        }

        return best;
    }

    /// <summary>Names or patterns, each with an optional boost: <c>title^3</c>. None given: all text and keyword fields.</summary>
    private static List<(FieldType Field, float Boost)> Fields(JsonElement? element, QueryContext context)
    {
        var names = element is not { } given ? ["*"]
            : given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().Select(name => name.ToString()).ToArray()
            : [given.ToString()];
        var fields = new List<(FieldType, float)>();
        foreach (var name in names)
        {
            var caret = name.IndexOf('^', StringComparison.Ordinal);
            var boost = 1f;
            if (caret >= 0 && !float.TryParse(name.AsSpan(caret + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out boost))
            {
                throw Errors.NumberFormat(name[(caret + 1)..]);
            }

            var pattern = caret < 0 ? name : name[..caret];
            var isPattern = Wildcard.IsPattern(pattern);
            foreach (var field in context.Mapping.Matching(pattern))
            {
                if (!isPattern || (field is TextFieldType or KeywordFieldType && string.Equals(context.Mapping.NestedScope(field.Path), context.NestedPath, StringComparison.Ordinal)))
                {
                    fields.Add((field, boost));
                }
            }
        }

        return fields;
    }
}
