using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Aggregations;

[TestClass]
public sealed class AggregationTests
{
    private static readonly string Index = SharedNode.NewIndex();
    private static readonly string Other = SharedNode.NewIndex();

    private const string Definition = """
        {"mappings":{"properties":{"k":{"type":"keyword"},"n":{"type":"integer"},"p":{"type":"scaled_float","scaling_factor":100},"d":{"type":"date"},"b":{"type":"boolean"},"t":{"type":"text"}}}}
        """;

    private static TestNode Node => SharedNode.Node;

    [ClassInitialize]
    public static async Task FillAsync(TestContext context)
    {
        _ = context;
        await Node.FillAsync(
            Index,
            Definition,
            """{"k":"x","n":1,"p":10,"d":"2026-01-01","b":true}""",
            """{"k":["x","y"],"n":2,"p":20.5,"d":"2026-01-02","b":false}""",
            """{"k":"z","n":[3,3,5],"p":30,"b":true}""",
            """{"t":"nothing else"}""");
        await Node.FillAsync(Other, Definition, """{"k":"z","n":4,"p":40}""", """{"k":"y","n":1,"p":1}""");
    }

    [TestMethod]
    [DataRow("""{"terms":{"field":"k"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"x","doc_count":2},{"key":"y","doc_count":1},{"key":"z","doc_count":1}]}""")]
    [DataRow("""{"terms":{"field":"k","size":1}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":2,"buckets":[{"key":"x","doc_count":2}]}""")]
    [DataRow("""{"terms":{"field":"k","order":{"_key":"desc"},"size":2}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":2,"buckets":[{"key":"z","doc_count":1},{"key":"y","doc_count":1}]}""")]
    [DataRow("""{"terms":{"field":"k","missing":"none","min_doc_count":2}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":3,"buckets":[{"key":"x","doc_count":2}]}""")]
    [DataRow("""{"terms":{"field":"n"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":1,"doc_count":1},{"key":2,"doc_count":1},{"key":3,"doc_count":1},{"key":5,"doc_count":1}]}""")]
    [DataRow("""{"terms":{"field":"b"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":1,"key_as_string":"true","doc_count":2},{"key":0,"key_as_string":"false","doc_count":1}]}""")]
    [DataRow("""{"terms":{"field":"k","include":["y","z","none"]}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"y","doc_count":1},{"key":"z","doc_count":1}]}""")]
    [DataRow("""{"terms":{"field":"n","include":[1,2,5],"exclude":["2"]}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":1,"doc_count":1},{"key":5,"doc_count":1}]}""")]
    [DataRow("""{"terms":{"field":"nope"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[]}""")]
    [DataRow("""{"terms":{"field":"k","order":{"m":"desc"}},"aggs":{"m":{"max":{"field":"n"}}}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"z","doc_count":1,"m":{"value":5.0}},{"key":"x","doc_count":2,"m":{"value":2.0}},{"key":"y","doc_count":1,"m":{"value":2.0}}]}""")]
    [DataRow("""{"range":{"field":"p","ranges":[{"to":20.5},{"from":20.5,"to":30},{"from":30}]}}""", """{"buckets":[{"key":"*-20.5","to":20.5,"doc_count":1},{"key":"20.5-30.0","from":20.5,"to":30.0,"doc_count":1},{"key":"30.0-*","from":30.0,"doc_count":1}]}""")]
    [DataRow("""{"range":{"field":"n","keyed":true,"ranges":[{"key":"low","to":2}]},"aggs":{"s":{"sum":{"field":"p"}}}}""", """{"buckets":{"low":{"to":2.0,"doc_count":1,"s":{"value":10.0}}}}""")]
    [DataRow("""{"stats":{"field":"n"}}""", """{"count":5,"min":1.0,"max":5.0,"avg":2.8,"sum":14.0}""")]
    [DataRow("""{"stats":{"field":"nope"}}""", """{"count":0,"min":null,"max":null,"avg":null,"sum":0.0}""")]
    [DataRow("""{"min":{"field":"p"}}""", """{"value":10.0}""")]
    [DataRow("""{"max":{"field":"d"}}""", """{"value":1767312000000.0,"value_as_string":"2026-01-02T00:00:00.000Z"}""")]
    [DataRow("""{"avg":{"field":"p"}}""", """{"value":20.166666666666668}""")]
    [DataRow("""{"avg":{"field":"p","missing":0}}""", """{"value":15.125}""")]
    [DataRow("""{"cardinality":{"field":"k"}}""", """{"value":3}""")]
    [DataRow("""{"cardinality":{"field":"n"}}""", """{"value":4}""")]
    [DataRow("""{"value_count":{"field":"k"}}""", """{"value":4}""")]
    [DataRow("""{"filter":{"term":{"b":true}},"aggs":{"n":{"cardinality":{"field":"k"}}}}""", """{"doc_count":2,"n":{"value":2}}""")]
    [DataRow("""{"terms":{"field":"k"},"meta":{"why":"because"},"aggs":{"bs":{"terms":{"field":"b"}}}}""", """{"meta":{"why":"because"},"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"x","doc_count":2,"bs":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":0,"key_as_string":"false","doc_count":1},{"key":1,"key_as_string":"true","doc_count":1}]}},{"key":"y","doc_count":1,"bs":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":0,"key_as_string":"false","doc_count":1}]}},{"key":"z","doc_count":1,"bs":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":1,"key_as_string":"true","doc_count":1}]}}]}""")]
    public async Task Search_Aggregation_Finds(string aggregation, string result)
    {
        var answer = await Node.PostAsync($"/{Index}/_search", $"{{\"size\":0,\"aggs\":{{\"a\":{aggregation}}}}}");

        answer.Status.Should().Be(200, answer.Text);
        answer.Json["aggregations"]!["a"]!.ToJsonString().Should().Be(result);
    }

    [TestMethod]
    public async Task Search_AcrossIndices_JoinsTheBuckets()
    {
        var answer = await Node.PostAsync(
            $"/{Index},{Other}/_search",
            """{"size":0,"aggs":{"k":{"terms":{"field":"k"},"aggs":{"p":{"sum":{"field":"p"}}}},"s":{"stats":{"field":"n"}},"c":{"cardinality":{"field":"k"}}}}""");

        answer["aggregations.k.buckets"].Should().Be(
            """[{"key":"x","doc_count":2,"p":{"value":30.5}},{"key":"y","doc_count":2,"p":{"value":21.5}},{"key":"z","doc_count":2,"p":{"value":70.0}}]""");
        answer["aggregations.s.count"].Should().Be("7");
        answer["aggregations.c.value"].Should().Be("3");
    }

    [TestMethod]
    [DataRow("k", "x,y,z")]
    [DataRow("n", "1,2,3,5")]
    public async Task Search_PartitionsOfATermsAggregation_HoldEachValueOnce(string field, string values)
    {
        var seen = new List<string>();
        for (var partition = 0; partition < 3; partition++)
        {
            var answer = await Node.PostAsync(
                $"/{Index}/_search",
                $"{{\"size\":0,\"aggs\":{{\"a\":{{\"terms\":{{\"field\":\"{field}\",\"include\":{{\"partition\":{partition},\"num_partitions\":3}}}}}}}}}}");
            seen.AddRange(answer.Json["aggregations"]!["a"]!["buckets"]!.AsArray().Select(bucket => bucket!["key"]!.ToString()));
        }

        seen.Order(StringComparer.Ordinal).Should().Equal(values.Split(','));
    }

    [TestMethod]
    public async Task Search_TypedKeys_SaysTheTypes()
        => (await Node.PostAsync($"/{Index}/_search?typed_keys=true", """{"size":0,"aggs":{"a":{"terms":{"field":"k"}},"b":{"max":{"field":"n"}}}}"""))
            .Json["aggregations"]!.AsObject().Select(pair => pair.Key).Should().Equal("sterms#a", "max#b");

    [TestMethod]
    public async Task Search_QueryAndAggregation_CountOnlyWhatMatches()
        => (await Node.PostAsync($"/{Index}/_search", """{"query":{"term":{"b":true}},"aggs":{"n":{"value_count":{"field":"n"}}}}"""))
            ["aggregations.n.value"].Should().Be("4");

    [TestMethod]
    [DataRow("""{"terms":{"field":"t"}}""", "search_phase_execution_exception")]
    [DataRow("""{"avg":{"field":"k"}}""", "search_phase_execution_exception")]
    [DataRow("""{"terms":{"field":"k","include":"x.*"}}""", "illegal_argument_exception")]
    [DataRow("""{"terms":{"field":"k","include":{"partition":2,"num_partitions":2}}}""", "illegal_argument_exception")]
    [DataRow("""{"terms":{"field":"k","min_doc_count":0}}""", "illegal_argument_exception")]
    [DataRow("""{"avg":{"field":"n","script":"1"}}""", "parsing_exception")]
    public async Task Search_AggregationNotSupported_IsRefused(string aggregation, string type)
    {
        var answer = await Node.PostAsync($"/{Index}/_search", $"{{\"aggs\":{{\"a\":{aggregation}}}}}");

        answer.Status.Should().Be(400, answer.Text);
        answer["error.type"].Should().Be(type);
    }
}
