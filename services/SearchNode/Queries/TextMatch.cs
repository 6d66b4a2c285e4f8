using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Analysis;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>What the match family has in common: how a text becomes a query on one field.</summary>
internal sealed record TextMatch
{
    public bool AllTerms { get; init; }

    public string? MinimumShouldMatch { get; init; }

    public Fuzziness? Fuzziness { get; init; }

    public int PrefixLength { get; init; }

    public int MaxExpansions { get; init; } = 50;

    public bool Transpositions { get; init; } = true;

    public bool ZeroTermsMatchAll { get; init; }

    public bool Lenient { get; init; }

    public Analyzer? Analyzer { get; init; }

    public int Slop { get; init; }

    /// <summary>The options of a match query; what the others lack they do not ask for.</summary>
    public static TextMatch Read(QueryOptions options, QueryContext context) => new()
    {
        AllTerms = Operator(options.Text("operator")),
        MinimumShouldMatch = options.Text("minimum_should_match"),
        Fuzziness = options.Text("fuzziness") is { } fuzziness ? Queries.Fuzziness.Parse(fuzziness) : null,
        PrefixLength = options.Int("prefix_length", 0),
        MaxExpansions = options.Int("max_expansions", 50),
        Transpositions = options.Flag("fuzzy_transpositions", true),
        ZeroTermsMatchAll = ZeroTerms(options.Text("zero_terms_query")),
        Lenient = options.Flag("lenient"),
        Analyzer = options.Text("analyzer") is { } analyzer ? context.Index.Analyzers.Requested(analyzer) : null,
    };

    public static bool Operator(string? text) => text?.ToLowerInvariant() switch
    {
        null or "or" => false,
        "and" => true,
        _ => throw Errors.IllegalArgument($"operator needs to be either [OR] or [AND], but not [{text}]"),
    };

    public static bool ZeroTerms(string? text) => text?.ToLowerInvariant() switch
    {
        null or "none" => false,
        "all" => true,
        _ => throw Errors.Parsing($"Unsupported zero_terms_query value [{text}]"),
    };

    public Query Match(FieldType field, FieldValue value, QueryContext context)
        => field is TextFieldType text ? Terms(text, value.Text, lastIsPrefix: false) : Exact(field, value, context);

    public Query BoolPrefix(FieldType field, FieldValue value, QueryContext context)
        => field is TextFieldType text ? Terms(text, value.Text, lastIsPrefix: true) : Exact(field, value, context);

    public Query Phrase(FieldType field, FieldValue value, QueryContext context)
    {
        if (field is not TextFieldType text)
        {
            return Exact(field, value, context);
        }

        var positions = Positions(Analyzer ?? text.QuoteAnalyzer, text, value.Text);
        if (positions.Count == 0)
        {
            return ZeroTermsMatchAll ? new MatchAllDocsQuery() : new MatchNoneQuery();
        }

        if (positions.Count == 1)
        {
            return Group(text, positions[0].Terms, MakeTerm());
        }

        if (!text.HasPositions)
        {
            throw Errors.QueryShard($"failed to create query: field:[{text.Path}] was indexed without position data; cannot run PhraseQuery");
        }

        return PhraseOf(text, positions);
    }

    /// <summary>The terms of each position, in order.</summary>
    public static List<(int Position, List<string> Terms)> Positions(Analyzer analyzer, FieldType field, string value)
    {
        var positions = new List<(int Position, List<string> Terms)>();
        foreach (var token in AnalyzerRunner.Tokens(analyzer, field.Path, value))
        {
            if (positions.Count == 0 || positions[^1].Position != token.Position)
            {
                positions.Add((token.Position, []));
            }

            if (!positions[^1].Terms.Contains(token.Text, StringComparer.Ordinal))
            {
                positions[^1].Terms.Add(token.Text);
            }
        }

        return positions;
    }

    private Query PhraseOf(TextFieldType field, List<(int Position, List<string> Terms)> positions)
    {
        var first = positions[0].Position;
        if (positions.TrueForAll(position => position.Terms.Count == 1))
        {
            var phrase = new PhraseQuery { Slop = Slop };
            foreach (var (position, terms) in positions)
            {
                phrase.Add(new Term(field.Path, terms[0]), position - first);
            }

            return phrase;
        }

        var multi = new MultiPhraseQuery { Slop = Slop };
        foreach (var (position, terms) in positions)
        {
            multi.Add(terms.Select(term => new Term(field.Path, term)).ToArray(), position - first);
        }

        return multi;
    }

    private Query Exact(FieldType field, FieldValue value, QueryContext context)
    {
        try
        {
            return Fuzziness is null || field is not KeywordFieldType ? field.Term(value, context.Scope) : field.Fuzzy(value.Text, MakeTerm());
        }
        catch (OpenSearchException wrong) when (wrong.IsShardLevel)
        {
            return Lenient
                ? new MatchNoneQuery()
                : throw new OpenSearchException(400, "query_shard_exception", $"failed to create query: {wrong.Message}") { IsShardLevel = true, Cause = wrong };
        }
    }

    private Query Terms(TextFieldType field, string value, bool lastIsPrefix)
    {
        var positions = Positions(Analyzer ?? field.SearchAnalyzer, field, value);
        if (positions.Count == 0)
        {
            return ZeroTermsMatchAll ? new MatchAllDocsQuery() : new MatchNoneQuery();
        }

        if (!field.IsSearchable)
        {
            _ = field.Term(FieldValue.Of(value), new SearchScope(default));
        }

        var make = MakeTerm();
        if (positions.Count == 1)
        {
            return Group(field, positions[0].Terms, lastIsPrefix ? PrefixOf : make);
        }

        var query = new BooleanQuery(disableCoord: true);
        for (var i = 0; i < positions.Count; i++)
        {
            var last = lastIsPrefix && i == positions.Count - 1;
            query.Add(Group(field, positions[i].Terms, last ? PrefixOf : make), AllTerms ? Occur.MUST : Occur.SHOULD);
        }

        if (!AllTerms)
        {
            query.MinimumNumberShouldMatch = MinimumShouldMatch is null ? 1 : Queries.MinimumShouldMatch.Calculate(MinimumShouldMatch, positions.Count);
            if (query.MinimumNumberShouldMatch > positions.Count)
            {
                return new MatchNoneQuery();
            }
        }

        return query;
    }

    private static PrefixQuery PrefixOf(Term term) => new PrefixQuery(term);

    private Func<Term, Query> MakeTerm() => term =>
    {
        var edits = Fuzziness?.EditsFor(term.Text) ?? 0;
        return edits == 0 ? new TermQuery(term) : new FuzzyQuery(term, edits, PrefixLength, MaxExpansions, Transpositions);
    };

    /// <summary>Terms of one position are alternatives.</summary>
    private static Query Group(FieldType field, List<string> terms, Func<Term, Query> make)
    {
        if (terms.Count == 1)
        {
            return make(new Term(field.Path, terms[0]));
        }

        var any = new BooleanQuery(disableCoord: true);
        foreach (var term in terms)
        {
            any.Add(make(new Term(field.Path, term)), Occur.SHOULD);
        }

        return any;
    }
}
