using System.Globalization;
using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Search;

/// <summary>Scores by the formula that OpenSearch documents, computed here anew.</summary>
[TestClass]
public sealed class ScoringTests
{
    private static readonly string[] Texts = ["red bicycle", "red red jacket warm", "blue bicycle for the city of red", "jacket"];

    private readonly string _index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [TestMethod]
    [DataRow("red")]
    [DataRow("bicycle")]
    [DataRow("jacket")]
    public async Task Match_OneTerm_ScoresAsBm25(string term)
    {
        await Node.FillAsync(_index, """{"mappings":{"properties":{"t":{"type":"text"},"other":{"type":"keyword"}}}}""", [.. Texts.Select(text => $"{{\"t\":\"{text}\"}}"), """{"other":"x"}"""]);

        var answer = await Node.PostAsync($"/{_index}/_search", $"{{\"query\":{{\"match\":{{\"t\":\"{term}\"}}}}}}");

        foreach (var hit in answer.Json["hits"]!["hits"]!.AsArray())
        {
            var expected = Score(term, Texts[int.Parse(hit!["_id"]!.ToString(), CultureInfo.InvariantCulture) - 1]);
            hit["_score"]!.GetValue<double>().Should().BeApproximately(expected, 1e-6);
        }

        answer["hits.total.value"].Should().Be(Texts.Count(text => text.Split(' ').Contains(term)).ToString(CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public async Task Bool_ClausesAndBoosts_AddUp()
    {
        await Node.FillAsync(_index, """{"mappings":{"properties":{"t":{"type":"text"}}}}""", [.. Texts.Select(text => $"{{\"t\":\"{text}\"}}")]);

        var answer = await Node.PostAsync(
            $"/{_index}/_search",
            """{"query":{"bool":{"must":{"match":{"t":{"query":"red","boost":2}}},"should":{"match":{"t":"bicycle"}},"filter":{"match":{"t":"city"}}}}}""");

        answer["hits.total.value"].Should().Be("1");
        answer.Json["hits"]!["hits"]![0]!["_score"]!.GetValue<double>().Should()
            .BeApproximately((2 * Score("red", Texts[2])) + Score("bicycle", Texts[2]), 1e-6);
    }

    [TestMethod]
    public async Task Filter_Alone_ScoresZero()
    {
        await Node.FillAsync(_index, "{}", """{"t":"red"}""");

        (await Node.PostAsync($"/{_index}/_search", """{"query":{"bool":{"filter":{"match":{"t":"red"}}}}}"""))["hits.max_score"].Should().Be("0.0");
    }

    [TestMethod]
    public async Task Nested_ScoreModes_CombineTheObjects()
    {
        await Node.FillAsync(
            _index,
            """{"mappings":{"properties":{"o":{"type":"nested","properties":{"k":{"type":"keyword"},"n":{"type":"integer"}}}}}}""",
            """{"o":[{"k":"a","n":1},{"k":"a","n":2},{"k":"b","n":3}]}""");

        foreach (var (mode, score) in new[] { ("sum", "5.0"), ("avg", "2.5"), ("max", "3.0"), ("min", "2.0"), ("none", "0.0") })
        {
            var answer = await Node.PostAsync($"/{_index}/_search", $"{{\"query\":{{\"nested\":{{\"path\":\"o\",\"score_mode\":\"{mode}\",\"query\":{{\"bool\":{{\"should\":["
                + """{"constant_score":{"filter":{"term":{"o.n":1}},"boost":2}},{"constant_score":{"filter":{"term":{"o.n":2}},"boost":3}}]}}}}}""");
            answer["hits.max_score"].Should().Be(score, mode);
        }
    }

    private static double Score(string term, string text)
    {
        const double K1 = 1.2;
        const double B = 0.75;
        var documents = Texts.Select(other => other.Split(' ')).ToArray();
        var containing = documents.Count(words => words.Contains(term));
        var idf = Math.Log(1 + ((documents.Length - containing + 0.5) / (containing + 0.5)));
        var words = text.Split(' ');
        var frequency = words.Count(word => string.Equals(word, term, StringComparison.Ordinal));
        var average = documents.Average(other => other.Length);
        return (K1 + 1) * idf * frequency / (frequency + (K1 * (1 - B + (B * words.Length / average))));
    }
}
