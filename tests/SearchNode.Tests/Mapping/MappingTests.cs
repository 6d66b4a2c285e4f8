using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Mapping;

[TestClass]
public sealed class MappingTests
{
    private readonly string _index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [TestMethod]
    public async Task Dynamic_NewFields_AreLearnedByTheirValues()
    {
        await Node.PutAsync(
            $"/{_index}/_doc/1",
            """{"text":"hello","long":1,"float":1.5,"bool":true,"date":"2026-01-01T00:00:00Z","day":"2026/01/31","number":"12","none":null,"empty":[],"list":[null,3],"o":{"a":{"b":"x"}},"d.e":1}""");

        var mapping = await Node.GetAsync($"/{_index}/_mapping");

        mapping[$"{_index}/mappings.properties"].Should().Be(
            """{"bool":{"type":"boolean"},"d":{"properties":{"e":{"type":"long"}}},"date":{"type":"date"},"day":{"type":"date"},"float":{"type":"float"},"list":{"type":"long"},"long":{"type":"long"},"number":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}},"o":{"properties":{"a":{"properties":{"b":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}}}}}},"text":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}}}""");
    }

    [TestMethod]
    public async Task Dynamic_FalseAndStrict_DoAsTheySay()
    {
        await Node.PutAsync($"/{_index}", """{"mappings":{"dynamic":"false","properties":{"o":{"dynamic":"strict","properties":{"a":{"type":"keyword"}}}}}}""");

        var ignored = await Node.PutAsync($"/{_index}/_doc/1?refresh=true", """{"new":1,"o":{"a":"x"}}""");
        var refused = await Node.PutAsync($"/{_index}/_doc/2", """{"o":{"b":"x"}}""");

        ignored.Status.Should().Be(201);
        (await Node.PostAsync($"/{_index}/_search", """{"query":{"term":{"new":1}}}"""))["hits.total.value"].Should().Be("0");
        refused.ShouldFail(400, "strict_dynamic_mapping_exception", "mapping set to strict, dynamic introduction of [b] within [o] is not allowed");
    }

    [TestMethod]
    public async Task Put_NewFieldsAndParameters_AreAdded()
    {
        await Node.PutAsync($"/{_index}", """{"mappings":{"properties":{"a":{"type":"keyword"}}}}""");

        var added = await Node.PutAsync($"/{_index}/_mapping", """{"properties":{"a":{"type":"keyword","ignore_above":5,"fields":{"t":{"type":"text"}}},"b":{"type":"long"}}}""");
        var type = await Node.PutAsync($"/{_index}/_mapping", """{"properties":{"b":{"type":"text"}}}""");
        var parameter = await Node.PutAsync($"/{_index}/_mapping", """{"properties":{"a":{"type":"keyword","index":false}}}""");
        var shape = await Node.PutAsync($"/{_index}/_mapping", """{"properties":{"b":{"properties":{"c":{"type":"long"}}}}}""");
        var field = await Node.GetAsync($"/{_index}/_mapping/field/a*");

        added["acknowledged"].Should().Be("true", added.Text);
        type.ShouldFail(400, "illegal_argument_exception", "mapper [b] cannot be changed from type [long] to [text]");
        parameter.ShouldFail(
            400, "illegal_argument_exception", "Mapper for [a] conflicts with existing mapper:\n\tCannot update parameter [index] from [default] to [false]");
        shape.ShouldFail(400, "illegal_argument_exception", "can't merge a non object mapping [b] with an object mapping");
        field[$"{_index}/mappings/a.mapping.a.type"].Should().Be("keyword");
        field.Json[_index]!["mappings"]!["a.t"]!["full_name"]!.ToString().Should().Be("a.t");
    }

    [TestMethod]
    public async Task TotalFields_BeyondTheLimit_IsRefused()
    {
        await Node.PutAsync($"/{_index}", """{"settings":{"index.mapping.total_fields.limit":2}}""");

        (await Node.PutAsync($"/{_index}/_doc/1", """{"a":1,"b":2,"c":3}""")).ShouldFail(
            400, "illegal_argument_exception", "Limit of total fields [2] has been exceeded");
    }

    [TestMethod]
    [DataRow("integer", "2147483648", "Value [2147483648] is out of range for an integer")]
    [DataRow("byte", "-129", "Value [-129] is out of range for a byte")]
    [DataRow("long", "\"x\"", "For input string: \"x\"")]
    [DataRow("float", "1e40", "[float] supports only finite values, but got [1E+40]")]
    [DataRow("boolean", "\"yes\"", "Failed to parse value [yes] as only [true] or [false] are allowed.")]
    [DataRow("date", "\"2026-13-01\"", "failed to parse date field [2026-13-01] with format [strict_date_optional_time||epoch_millis]")]
    [DataRow("geo_point", "\"91,0\"", "illegal latitude or longitude value [91, 0] for f")]
    [DataRow("text", "{\"a\":1}", "Can't get text on a START_OBJECT at 1:6")]
    public async Task Index_ValueDoesNotFitItsType_IsRefusedWithFieldAndValue(string type, string value, string cause)
    {
        await Node.PutAsync($"/{_index}", $"{{\"mappings\":{{\"properties\":{{\"f\":{{\"type\":\"{type}\"}}}}}}}}");

        var answer = await Node.PutAsync($"/{_index}/_doc/1", $"{{\"f\":{value}}}");

        answer.Status.Should().Be(400, answer.Text);
        answer["error.type"].Should().Be("mapper_parsing_exception");
        answer["error.reason"].Should().StartWith("failed to parse field [f] of type");
        answer["error.caused_by.reason"].Should().Be(cause);
    }

    [TestMethod]
    [DataRow("""{"type":"keyword","ignore_above":3}""", "\"long\"", """{"exists":{"field":"f"}}""", 0)]
    [DataRow("""{"type":"keyword","normalizer":"lowercase"}""", "\"ABC\"", """{"term":{"f":"abC"}}""", 1)]
    [DataRow("""{"type":"keyword","null_value":"none"}""", "null", """{"term":{"f":"none"}}""", 1)]
    [DataRow("""{"type":"integer","null_value":7}""", "[1,null]", """{"term":{"f":7}}""", 1)]
    [DataRow("""{"type":"integer"}""", "\"12\"", """{"term":{"f":12}}""", 1)]
    [DataRow("""{"type":"integer"}""", "12.9", """{"term":{"f":12}}""", 1)]
    [DataRow("""{"type":"integer","ignore_malformed":true}""", "\"x\"", """{"exists":{"field":"f"}}""", 0)]
    [DataRow("""{"type":"long"}""", "9223372036854775807", """{"range":{"f":{"gte":9223372036854775807}}}""", 1)]
    [DataRow("""{"type":"half_float"}""", "1.5", """{"range":{"f":{"gt":1.4,"lt":1.6}}}""", 1)]
    [DataRow("""{"type":"scaled_float","scaling_factor":100}""", "19.99", """{"range":{"f":{"gte":19.99,"lte":19.99}}}""", 1)]
    [DataRow("""{"type":"date","format":"dd.MM.yyyy||epoch_second"}""", "\"31.01.2026\"", """{"term":{"f":"31.01.2026"}}""", 1)]
    [DataRow("""{"type":"date","format":"dd.MM.yyyy||epoch_second"}""", "1769817600", """{"term":{"f":"31.01.2026"}}""", 1)]
    [DataRow("""{"type":"boolean"}""", "\"\"", """{"term":{"f":false}}""", 1)]
    [DataRow("""{"type":"geo_point"}""", "[[20.0,44.0],[10.0,50.0]]", """{"geo_distance":{"distance":"1km","f":"50,10"}}""", 1)]
    [DataRow("""{"type":"geo_point"}""", "{\"type\":\"Point\",\"coordinates\":[20,44]}", """{"geo_distance":{"distance":"1km","f":"44,20"}}""", 1)]
    [DataRow("""{"type":"ip"}""", "\"192.168.0.1\"", """{"term":{"f":"192.168.0.1"}}""", 1)]
    [DataRow("""{"type":"text","copy_to":"all"}""", "\"word\"", """{"match":{"all":"word"}}""", 1)]
    [DataRow("""{"type":"object","enabled":false}""", "{\"a\":1}", """{"exists":{"field":"f"}}""", 0)]
    public async Task Index_FieldParameter_DecidesWhatIsFound(string definition, string value, string query, int hits)
    {
        await Node.FillAsync(_index, $"{{\"mappings\":{{\"properties\":{{\"f\":{definition}}}}}}}", $"{{\"f\":{value}}}");

        var answer = await Node.PostAsync($"/{_index}/_count", $"{{\"query\":{query}}}");

        answer["count"].Should().Be(hits.ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Text);
    }
}
