using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Search;

/// <summary>Each query against the same few listings.</summary>
[TestClass]
public sealed class QueryTests
{
    private static readonly string Index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [ClassInitialize]
    public static async Task FillAsync(TestContext context)
    {
        _ = context;
        await Node.FillAsync(
            Index,
            """
            {"mappings":{"properties":{
              "title":{"type":"text","fields":{"keyword":{"type":"keyword"}}},"description":{"type":"text"},
              "price":{"type":"scaled_float","scaling_factor":100},"quantity":{"type":"integer"},"rating":{"type":"float"},
              "status":{"type":"keyword"},"active":{"type":"boolean"},"created":{"type":"date"},"location":{"type":"geo_point"},
              "attributes":{"type":"nested","properties":{"key":{"type":"keyword"},"value":{"type":"keyword"}}},
              "seller":{"properties":{"name":{"type":"keyword"}}}}}}
            """,
            """{"title":"Red mountain bicycle","description":"A bicycle for mountains","price":199.99,"quantity":1,"rating":4.5,"status":"active","active":true,"created":"2026-01-15T10:00:00Z","location":{"lat":44.8125,"lon":20.4612},"attributes":[{"key":"color","value":"red"},{"key":"size","value":"L"}],"seller":{"name":"ana"}}""",
            """{"title":"Blue city bicycle","description":"For the city","price":150,"quantity":0,"rating":3.5,"status":"sold","active":false,"created":"2026-01-31T23:30:00Z","location":"45.2551,19.8452","attributes":[{"key":"color","value":"blue"},{"key":"size","value":"L"}]}""",
            """{"title":"Winter jacket","description":"Warm, red, and made for a mountain","price":49.5,"quantity":7,"status":"active","created":"2026-02-01T00:00:00Z","location":[21.8958,43.3209],"attributes":{"key":"color","value":"L"}}""",
            """{"title":"Jackets and more","status":"draft","tags":["a","b"]}""");
    }

    /// <summary>The values stand in another document: through objects, arrays and names with dots.</summary>
    [TestMethod]
    [DataRow("wanted", "1,2,3")]
    [DataRow("deep.in.here", "4")]
    [DataRow("nowhere", "")]
    public async Task Search_TermsLookup_TakesTheValuesOfADocument(string path, string ids)
    {
        var lists = SharedNode.NewIndex();
        await Node.PutAsync($"/{lists}/_doc/7", """{"wanted":["sold","active"],"deep.in":[{"here":"draft"},{"here":null}]}""");

        var found = await Node.PostAsync(
            $"/{Index}/_search", $"{{\"query\":{{\"terms\":{{\"status\":{{\"index\":\"{lists}\",\"id\":\"7\",\"path\":\"{path}\"}}}}}},\"sort\":[\"_id\"]}}");
        var missing = await Node.PostAsync($"/{Index}/_search", $"{{\"query\":{{\"terms\":{{\"status\":{{\"index\":\"{lists}\",\"id\":\"8\",\"path\":\"{path}\"}}}}}}}}");

        found.Ids.Should().Be(ids, found.Text);
        missing.Ids.Should().BeEmpty("a document that is not there has no values");
    }

    [TestMethod]
    public async Task Search_TermsLookupWithoutItsParts_IsRefused()
    {
        (await Node.PostAsync($"/{Index}/_search", """{"query":{"terms":{"status":{"index":"x","id":"7"}}}}"""))
            .ShouldFail(400, "parsing_exception", "[terms] query lookup element requires specifying the path.");
        (await Node.PostAsync($"/{Index}/_search", """{"query":{"terms":{"status":{"index":"not-there","id":"7","path":"a"}}}}"""))
            .Status.Should().Be(404);
    }

    [TestMethod]
    [DataRow("""{"match_all":{}}""", "1,2,3,4")]
    [DataRow("""{"match_none":{}}""", "")]
    [DataRow("""{"match":{"title":"bicycle"}}""", "1,2")]
    [DataRow("""{"match":{"title":{"query":"red bicycle","operator":"and"}}}""", "1")]
    [DataRow("""{"match":{"title":{"query":"red city bicycle","minimum_should_match":"67%"}}}""", "1,2")]
    [DataRow("""{"match":{"title":{"query":"bycicle","fuzziness":2}}}""", "1,2")]
    [DataRow("""{"match":{"title":{"query":"jaket","fuzziness":"AUTO"}}}""", "3")]
    [DataRow("""{"match":{"title":{"query":"!","zero_terms_query":"all"}}}""", "1,2,3,4")]
    [DataRow("""{"match":{"title":"!"}}""", "")]
    [DataRow("""{"match":{"quantity":"7"}}""", "3")]
    [DataRow("""{"match":{"quantity":{"query":"seven","lenient":true}}}""", "")]
    [DataRow("""{"match":{"nowhere":"x"}}""", "")]
    [DataRow("""{"match_phrase":{"title":"mountain bicycle"}}""", "1")]
    [DataRow("""{"match_phrase":{"title":"bicycle mountain"}}""", "")]
    [DataRow("""{"match_phrase":{"title":{"query":"red bicycle","slop":1}}}""", "1")]
    [DataRow("""{"multi_match":{"query":"mountain","fields":["title^3","description"]}}""", "1,3")]
    [DataRow("""{"multi_match":{"query":"red jacket","fields":["title","description"],"type":"cross_fields","operator":"and"}}""", "3")]
    [DataRow("""{"multi_match":{"query":"red city","fields":["title","description"],"type":"most_fields"}}""", "1,2,3")]
    [DataRow("""{"multi_match":{"query":"winter jac","fields":["title"],"type":"bool_prefix","operator":"and"}}""", "3")]
    [DataRow("""{"multi_match":{"query":"ana"}}""", "1")]
    [DataRow("""{"term":{"status":"active"}}""", "1,3")]
    [DataRow("""{"term":{"status":{"value":"sold","boost":2}}}""", "2")]
    [DataRow("""{"term":{"title":"Red"}}""", "")]
    [DataRow("""{"term":{"title.keyword":"Winter jacket"}}""", "3")]
    [DataRow("""{"term":{"price":199.99}}""", "1")]
    [DataRow("""{"term":{"quantity":7.5}}""", "")]
    [DataRow("""{"term":{"active":"false"}}""", "2")]
    [DataRow("""{"term":{"rating":4.5}}""", "1")]
    [DataRow("""{"term":{"_id":"3"}}""", "3")]
    [DataRow("""{"term":{"tags.keyword":"b"}}""", "4")]
    [DataRow("""{"terms":{"status":["sold","draft"]}}""", "2,4")]
    [DataRow("""{"terms":{"quantity":[0,7]}}""", "2,3")]
    [DataRow("""{"terms":{"status":[]}}""", "")]
    [DataRow("""{"range":{"price":{"gte":49.5,"lt":150}}}""", "3")]
    [DataRow("""{"range":{"price":{"lte":199.99,"gt":150}}}""", "1")]
    [DataRow("""{"range":{"quantity":{"gt":0.5}}}""", "1,3")]
    [DataRow("""{"range":{"rating":{"gte":3.5,"lt":4.5}}}""", "2")]
    [DataRow("""{"range":{"created":{"lte":"2026-01"}}}""", "1,2")]
    [DataRow("""{"range":{"created":{"gt":"2026-01"}}}""", "3")]
    [DataRow("""{"range":{"created":{"gte":"2026-01-15||/d","lt":"2026-01-15||+1d/d"}}}""", "1")]
    [DataRow("""{"range":{"created":{"lt":"01.02.2026","format":"dd.MM.yyyy"}}}""", "1,2")]
    [DataRow("""{"range":{"created":{"gte":"2026-02-01","time_zone":"+01:00"}}}""", "2,3")]
    [DataRow("""{"range":{"created":{"lt":"now"}}}""", "1,2,3")]
    [DataRow("""{"range":{"status":{"gte":"b","lte":"e"}}}""", "4")]
    [DataRow("""{"exists":{"field":"price"}}""", "1,2,3")]
    [DataRow("""{"exists":{"field":"description"}}""", "1,2,3")]
    [DataRow("""{"exists":{"field":"seller"}}""", "1")]
    [DataRow("""{"exists":{"field":"location"}}""", "1,2,3")]
    [DataRow("""{"prefix":{"status":"s"}}""", "2")]
    [DataRow("""{"prefix":{"title":{"value":"jack"}}}""", "3,4")]
    [DataRow("""{"ids":{"values":["4","2","9"]}}""", "2,4")]
    [DataRow("""{"bool":{"must":{"match":{"title":"bicycle"}},"filter":[{"term":{"status":"active"}}]}}""", "1")]
    [DataRow("""{"bool":{"must_not":{"term":{"status":"active"}}}}""", "2,4")]
    [DataRow("""{"bool":{"should":[{"term":{"status":"sold"}},{"term":{"status":"draft"}}]}}""", "2,4")]
    [DataRow("""{"bool":{"should":[{"term":{"status":"sold"}},{"term":{"active":false}},{"term":{"quantity":1}}],"minimum_should_match":2}}""", "2")]
    [DataRow("""{"bool":{"filter":{"exists":{"field":"price"}},"should":{"term":{"status":"sold"}}}}""", "1,2,3")]
    [DataRow("""{"bool":{}}""", "1,2,3,4")]
    [DataRow("""{"constant_score":{"filter":{"term":{"status":"sold"}}}}""", "2")]
    [DataRow("""{"nested":{"path":"attributes","query":{"bool":{"must":[{"term":{"attributes.key":"color"}},{"term":{"attributes.value":"L"}}]}}}}""", "3")]
    [DataRow("""{"nested":{"path":"attributes","query":{"term":{"attributes.value":"L"}}}}""", "1,2,3")]
    [DataRow("""{"bool":{"must_not":{"nested":{"path":"attributes","query":{"exists":{"field":"attributes.key"}}}}}}""", "4")]
    [DataRow("""{"nested":{"path":"nope","query":{"match_all":{}},"ignore_unmapped":true}}""", "")]
    [DataRow("""{"term":{"attributes.value":"L"}}""", "")]
    [DataRow("""{"geo_distance":{"distance":"100km","location":{"lat":44.8,"lon":20.5}}}""", "1,2")]
    [DataRow("""{"geo_distance":{"distance":"5km","location":"44.8125,20.4612"}}""", "1")]
    [DataRow("""{"geo_distance":{"distance":"30000km","location":[20.5,44.8]}}""", "1,2,3")]
    public async Task Search_Query_FindsExactly(string query, string ids)
    {
        var answer = await Node.PostAsync($"/{Index}/_search", $$"""{"query":{{query}},"sort":["_id"]}""");
        var count = await Node.PostAsync($"/{Index}/_count", $$"""{"query":{{query}}}""");

        answer.Status.Should().Be(200, answer.Text);
        answer.Ids.Should().Be(ids);
        count["count"].Should().Be(answer["hits.total.value"]);
    }

    [TestMethod]
    [DataRow("""{"foo":{}}""", "parsing_exception", "unknown query [foo]")]
    [DataRow("""{"match":{"title":{"query":"x","cutoff_frequency":1}}}""", "parsing_exception", "[match] query does not support [cutoff_frequency]")]
    [DataRow("""{"term":{"status":"a","title":"b"}}""", "parsing_exception", "[term] query doesn't support multiple fields, found [status] and [title]")]
    [DataRow("""{"bool":{"musst":[]}}""", "parsing_exception", "[bool] query does not support [musst]")]
    [DataRow("""{"match":{"title":{"query":"x","fuzziness":3}}}""", "illegal_argument_exception", "Valid edit distances are [0, 1, 2] but was [3]")]
    [DataRow("""{"match":{"title":{"query":"x","analyzer":"klingon"}}}""", "illegal_argument_exception", "failed to find analyzer [klingon]")]
    [DataRow("""{}""", "illegal_argument_exception", "query malformed, empty clause found")]
    [DataRow("""{"nested":{"path":"attributes","query":{"match_all":{}},"inner_hits":{}}}""", "parsing_exception", "[nested] query does not support [inner_hits]")]
    public async Task Search_WhatIsNotUnderstood_IsRefusedByName(string query, string type, string reason)
        => (await Node.PostAsync($"/{Index}/_search", $$"""{"query":{{query}}}""")).ShouldFail(400, type, reason);

    [TestMethod]
    [DataRow("""{"term":{"quantity":"seven"}}""", "number_format_exception", "For input string: \"seven\"")]
    [DataRow("""{"range":{"created":{"gte":"yesterday"}}}""", "parse_exception", "failed to parse date field [yesterday] with format [strict_date_optional_time||epoch_millis]")]
    [DataRow("""{"nested":{"path":"seller","query":{"match_all":{}}}}""", "query_shard_exception", "[nested] nested object under path [seller] is not of nested type")]
    [DataRow("""{"term":{"location":"44,20"}}""", "query_shard_exception", "Geometry fields do not support exact searching, use dedicated geometry queries instead: [location]")]
    [DataRow("""{"prefix":{"quantity":"7"}}""", "query_shard_exception", "Can only use prefix queries on keyword and text fields - not on [quantity] which is of type [integer]")]
    public async Task Search_QueryDoesNotFitTheField_IsAFailedPhase(string query, string type, string reason)
    {
        var answer = await Node.PostAsync($"/{Index}/_search", $$"""{"query":{{query}}}""");

        answer.ShouldFail(400, "search_phase_execution_exception", "all shards failed");
        answer["error.root_cause.0.type"].Should().Be(type);
        answer["error.root_cause.0.reason"].Should().Be(reason);
        answer["error.failed_shards.0.index"].Should().Be(Index);
    }

    [TestMethod]
    [DataRow("""{"query":{"match_all":{}},"highlight":{}}""", "illegal_argument_exception", "search option [highlight] is not supported by this node")]
    [DataRow("""{"quarry":{}}""", "parsing_exception", "Unknown key for a START_OBJECT in [quarry].")]
    [DataRow("""{"size":-1}""", "illegal_argument_exception", "[size] parameter cannot be negative, found [-1]")]
    [DataRow("""{"search_after":[1],"sort":["price","status"]}""", "illegal_argument_exception", "search_after has 1 value(s) but sort has 2.")]
    [DataRow("""{"sort":[{"_geo_distance":{"location":"1,2"}}]}""", "illegal_argument_exception", "sort by [_geo_distance] is not supported by this node")]
    [DataRow("""{"aggs":{"a":{"percentiles":{"field":"price"}}}}""", "parsing_exception", "Unknown aggregation type [percentiles], or one that this node does not support")]
    public async Task Search_BodyNotSupported_IsRefusedByName(string body, string type, string reason)
        => (await Node.PostAsync($"/{Index}/_search", body)).ShouldFail(400, type, reason);

    [TestMethod]
    public async Task Search_UnknownParameter_IsRefusedByName()
        => (await Node.GetAsync($"/{Index}/_search?foo=1&size=1")).ShouldFail(
            400, "illegal_argument_exception", $"request [/{Index}/_search] contains unrecognized parameter: [foo]");
}
