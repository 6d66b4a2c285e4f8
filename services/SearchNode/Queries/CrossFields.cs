using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>
/// The fields as if they were one: each term must be found, in whichever field. Fields of one analyzer blend their term
/// statistics; groups of other analyzers stand beside each other.
/// </summary>
internal static class CrossFields
{
    public static Query Make(
        List<(FieldType Field, float Boost)> fields, FieldValue value, TextMatch match, (float TieBreaker, QueryContext Context) with)
    {
        var groups = new List<Query>();
        foreach (var group in fields.Where(field => field.Field is TextFieldType).GroupBy(field => match.Analyzer ?? ((TextFieldType)field.Field).SearchAnalyzer))
        {
            groups.Add(Group(group.Key, [.. group], value.Text, (match, with.TieBreaker)));
        }

        foreach (var (field, boost) in fields.Where(field => field.Field is not TextFieldType))
        {
            groups.Add(QueryReaders.Boosted(match.Match(field, value, with.Context), boost));
        }

        return groups.Count switch
        {
            0 => new MatchNoneQuery(),
            1 => groups[0],
            _ => new DisjunctionMaxQuery(groups, with.TieBreaker),
        };
    }

    private static Query Group(Analyzer analyzer, List<(FieldType Field, float Boost)> fields, string text, (TextMatch Match, float TieBreaker) with)
    {
        var positions = TextMatch.Positions(analyzer, fields[0].Field, text);
        if (positions.Count == 0)
        {
            return with.Match.ZeroTermsMatchAll ? new MatchAllDocsQuery() : new MatchNoneQuery();
        }

        var query = new BooleanQuery(disableCoord: true);
        foreach (var (_, terms) in positions)
        {
            var blended = terms.SelectMany(term => fields.Select(field => (new Term(field.Field.Path, term), field.Boost))).ToArray();
            query.Add(new BlendedTermQuery(blended, with.TieBreaker), with.Match.AllTerms ? Occur.MUST : Occur.SHOULD);
        }

        if (!with.Match.AllTerms)
        {
            query.MinimumNumberShouldMatch = with.Match.MinimumShouldMatch is { } minimum ? MinimumShouldMatch.Calculate(minimum, positions.Count) : 1;
            if (query.MinimumNumberShouldMatch > positions.Count)
            {
                return new MatchNoneQuery();
            }
        }

        return query;
    }
}
