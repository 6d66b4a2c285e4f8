using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Benchmarks;

/// <summary>One search: the body that the node is sent, and the same as a Lucene.NET program writes it.</summary>
internal sealed record SearchCase(string Name, string Body, Query Query)
{
    public Sort? Sort { get; init; }

    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Body);

    public static IReadOnlyList<SearchCase> All { get; } = Make();

    private static List<SearchCase> Make()
    {
        var (first, second) = (Listings.Word(3), Listings.Word(40));
        var best = new DisjunctionMaxQuery(0f)
        {
            new BooleanQuery(true) { { Term("title", first), Occur.SHOULD }, { Term("title", second), Occur.SHOULD } },
            new BooleanQuery(true) { { Term("description", first), Occur.SHOULD }, { Term("description", second), Occur.SHOULD } },
        };
        best.Disjuncts[0].Boost = 3;
        var active = new ConstantScoreQuery(Term("status", "active")) { Boost = 0 };
        var visible = new ConstantScoreQuery(Term("visibility", "public")) { Boost = 0 };
        var phrase = new PhraseQuery { Term("description", first).Term, Term("description", Listings.Word(5)).Term };
        return
        [
            new SearchCase(
                "listing search: best_fields over title and description, two filters",
                Braces($"(\"query\":(\"bool\":(\"must\":(\"multi_match\":(\"query\":\"{first} {second}\",\"fields\":[\"title^3\",\"description\"])),\"filter\":[(\"term\":(\"status\":\"active\")),(\"term\":(\"visibility\":\"public\"))])))"),
                new BooleanQuery(true) { { best, Occur.MUST }, { active, Occur.MUST }, { visible, Occur.MUST } }),
            new SearchCase(
                "two common words in the description",
                Braces($"(\"query\":(\"match\":(\"description\":\"{first} {second}\")))"),
                new BooleanQuery(true) { { Term("description", first), Occur.SHOULD }, { Term("description", second), Occur.SHOULD } }),
            new SearchCase(
                "category and price range, cheapest first",
                """{"query":{"bool":{"filter":[{"term":{"category_id":7}},{"range":{"price":{"gte":100,"lte":40000}}}]}},"sort":[{"price":"asc"}]}""",
                new BooleanQuery(true)
                {
                    { new ConstantScoreQuery(NumberRange.Exact("category_id", 7)) { Boost = 0 }, Occur.MUST },
                    { new ConstantScoreQuery(NumberRange.Between("price", 10_000, 4_000_000)) { Boost = 0 }, Occur.MUST },
                })
            {
                Sort = new Sort(new SortField("price", SortFieldType.INT64)),
            },
            new SearchCase(
                "phrase in the description",
                Braces($"(\"query\":(\"match_phrase\":(\"description\":\"{first} {Listings.Word(5)}\")))"),
                phrase),
        ];
    }

    private static string Braces(string text) => text.Replace('(', '{').Replace(')', '}');

    private static TermQuery Term(string field, string text) => new(new Term(field, text));
}
