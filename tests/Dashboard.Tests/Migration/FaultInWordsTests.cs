using System.Text.Json;
using Migration.Dashboard.Migrating.Faults;
using Migration.Dashboard.Migrating.Words;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class FaultInWordsTests
{
    [TestMethod]
    [DataRow("latency", "downstream", 1f, """{"latency": 300, "jitter": 0}""", "answers come 300 ms later")]
    [DataRow("latency", "upstream", 0.5f, """{"latency": 300}""", "requests come 300 ms later, 50 % of connections")]
    [DataRow("reset_peer", "downstream", 1f, """{"timeout": 20}""", "connections are reset after 20 ms")]
    [DataRow("latency", "downstream", 1f, """{"latency": "long"}""", "answers come some time later")]
    [DataRow("limit_data", "downstream", 1f, """{"bytes": 10}""", "limit data: bytes 10")]
    [DataRow("slow_close", "downstream", 1f, "{}", "slow close")]
    [DataRow("own", "downstream", 1f, "null", "own")]
    public void Toxic_IsSaidAsItIsFelt(string type, string stream, float toxicity, string attributes, string expected)
        => FaultInWords.Of(new Toxic("name", type, stream, toxicity, Json(attributes))).Should().Be(expected);

    [TestMethod]
    [DataRow("status", "*", """{"code": "UNAVAILABLE", "message": "m"}""", "calls are answered UNAVAILABLE; 2 of 5 calls so far")]
    [DataRow("delay", "GetListing", """{"delay": 40}""", "GetListing: calls come 40 ms later; 2 of 5 calls so far")]
    [DataRow("stall", "*", "{}", "calls get no answer; 2 of 5 calls so far")]
    [DataRow("goaway", "*", """{"after_call": true}""", "goaway: after call True; 2 of 5 calls so far")]
    [DataRow("status", "*", "null", "status; 2 of 5 calls so far")]
    public void GrpcFault_IsSaidAsItIsFelt(string type, string method, string attributes, string expected)
        => FaultInWords.Of(new GrpcFault("name", type, method, Json(attributes), 5, 2)).Should().Be(expected);

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
