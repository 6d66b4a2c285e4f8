using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Mapping;

[TestClass]
public sealed class UnsignedLongTests
{
    private static readonly string Index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [ClassInitialize]
    public static async Task FillAsync(TestContext context)
    {
        _ = context;
        await Node.FillAsync(
            Index,
            """{"mappings":{"properties":{"u":{"type":"unsigned_long"}}}}""",
            """{"u":0}""",
            """{"u":9223372036854775808}""",
            """{"u":"18446744073709551615"}""",
            """{"u":12345678901234567890}""",
            """{"u":12345678901234567890.7}""",
            """{"other":1}""");
    }

    [TestMethod]
    [DataRow("""{"term":{"u":18446744073709551615}}""", "3")]
    [DataRow("""{"term":{"u":0}}""", "1")]
    [DataRow("""{"term":{"u":-1}}""", "")]
    [DataRow("""{"term":{"u":0.5}}""", "")]
    [DataRow("""{"terms":{"u":[0,"9223372036854775808"]}}""", "1,2")]
    [DataRow("""{"range":{"u":{"gte":9223372036854775808}}}""", "2,3,4,5")]
    [DataRow("""{"range":{"u":{"gt":9223372036854775808,"lt":18446744073709551615}}}""", "4,5")]
    [DataRow("""{"range":{"u":{"gt":-5,"lte":9223372036854775808.5}}}""", "1,2")]
    [DataRow("""{"range":{"u":{"gt":18446744073709551615}}}""", "")]
    [DataRow("""{"range":{"u":{"lt":0}}}""", "")]
    [DataRow("""{"exists":{"field":"u"}}""", "1,2,3,4,5")]
    public async Task Search_ByQuery_FindsTheExactValues(string query, string ids)
    {
        var answer = await Node.PostAsync($"/{Index}/_search", $"{{\"query\":{query},\"sort\":\"_id\"}}");

        answer.Status.Should().Be(200, answer.Text);
        answer.Ids.Should().Be(ids);
    }

    [TestMethod]
    public async Task Search_Sorted_GoesByTheValueAndOnAfterIt()
    {
        var all = await Node.PostAsync($"/{Index}/_search", """{"sort":[{"u":"asc"},{"_id":"asc"}]}""");
        var rest = await Node.PostAsync($"/{Index}/_search", """{"sort":[{"u":"asc"},{"_id":"asc"}],"search_after":[12345678901234567890,"5"]}""");

        all.Json["hits"]!["hits"]!.AsArray().Select(hit => hit!["sort"]![0]!.ToJsonString()).Should().Equal(
            "0", "9223372036854775808", "12345678901234567890", "12345678901234567890", "18446744073709551615", "18446744073709551615");
        rest.Ids.Should().Be("3,6");
    }

    [TestMethod]
    public async Task Search_Aggregated_HasKeysBeyondALong()
    {
        var answer = await Node.PostAsync($"/{Index}/_search?typed_keys=true", """{"size":0,"aggs":{"a":{"terms":{"field":"u","size":2}},"m":{"max":{"field":"u"}}}}""");

        answer.Json["aggregations"]!["ulterms#a"]!["buckets"]!.ToJsonString().Should().Be(
            """[{"key":12345678901234567890,"key_as_string":"12345678901234567890","doc_count":2},{"key":0,"key_as_string":"0","doc_count":1}]""");
        answer.Json["aggregations"]!["max#m"]!["value"]!.GetValue<double>().Should().Be(18446744073709551615d);
    }

    [TestMethod]
    [DataRow("-1", "Value [-1] is out of range for an unsigned long")]
    [DataRow("18446744073709551616", "Value [18446744073709551616] is out of range for an unsigned long")]
    [DataRow("\"many\"", "For input string: \"many\"")]
    [DataRow("true", "unsigned_long value passed as boolean")]
    public async Task Index_NoSuchNumber_IsRefusedWithTheReason(string value, string reason)
    {
        var answer = await Node.PutAsync($"/{Index}/_doc/bad", $"{{\"u\":{value}}}");

        answer.Status.Should().Be(400);
        answer.Json["error"]!["type"]!.ToString().Should().Be("mapper_parsing_exception");
        answer.Json["error"]!["caused_by"]!["reason"]!.ToString().Should().Be(reason);
    }
}
