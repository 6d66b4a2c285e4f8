using System.Text;
using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Http;

/// <summary>Answers in other forms than JSON, byte for byte as the formats' own documents say.</summary>
[TestClass]
public sealed class BodyFormatTests
{
    private static readonly string Index = SharedNode.NewIndex();

    private static TestNode Node => SharedNode.Node;

    [ClassInitialize]
    public static async Task FillAsync(TestContext context)
    {
        _ = context;
        await Node.FillAsync(
            Index,
            """{"mappings":{"dynamic":false}}""",
            """{"a":1,"b":-300,"c":70000,"d":1.5,"e":[true,false,null,{}],"ć":"č","g":"","f":"0123456789012345678901234567890123456789012345678901234567890123456789"}""");
    }

    [TestMethod]
    public async Task Yaml_OfATable_IsAListOfMembers()
    {
        var (type, body) = await Node.GetBytesAsync("/_cat/health?format=yaml&h=node.total,node.data");

        type.Should().Be("application/yaml");
        Encoding.UTF8.GetString(body).Should().Be("---\n- node.total: \"1\"\n  node.data: \"1\"\n");
    }

    [TestMethod]
    public async Task Yaml_OfADocument_NestsByIndentation()
    {
        var (_, body) = await Node.GetBytesAsync($"/{Index}/_source/1?format=yaml&filter_path=a,d,e");

        Encoding.UTF8.GetString(body).Should().Be("---\na: 1\nd: 1.5\ne:\n  - true\n  - false\n  - null\n  - {}\n");
    }

    [TestMethod]
    public async Task Cbor_OfATable_IsAListOfMaps()
    {
        var (type, body) = await Node.GetBytesAsync("/_cat/health?format=cbor&h=node.total");

        type.Should().Be("application/cbor");
        Convert.ToHexString(body).Should().Be("81" + "A1" + "6A" + Hex("node.total") + "61" + Hex("1"));
    }

    [TestMethod]
    public async Task Cbor_OfADocument_HasNumbersInTheirShortestForm()
    {
        var (_, body) = await Node.GetBytesAsync($"/{Index}/_source/1?format=cbor");

        Convert.ToHexString(body).Should().Be(
            "A8" + "6161" + "01" + "6162" + "39012B" + "6163" + "1A00011170" + "6164" + "FB3FF8000000000000" + "6165" + "84F5F4F6A0"
            + "62C487" + "62C48D" + "6167" + "60" + "6166" + "7846" + Hex(Long));
    }

    [TestMethod]
    public async Task Smile_OfATable_IsAListOfObjects()
    {
        var (type, body) = await Node.GetBytesAsync("/_cat/health?format=smile&h=node.total");

        type.Should().Be("application/smile");
        Convert.ToHexString(body).Should().Be("3A290A00" + "F8" + "FA" + "89" + Hex("node.total") + "40" + Hex("1") + "FB" + "F9");
    }

    [TestMethod]
    public async Task Smile_OfADocument_HasZigzagNumbersAndMarkedEnds()
    {
        var (_, body) = await Node.GetBytesAsync($"/{Index}/_source/1?format=smile");

        // 1 is 2 zigzagged, -300 is 599 = 9 * 64 + 23, 70000 is 140000 = (17 * 128 + 11) * 64 + 32.
        Convert.ToHexString(body).Should().Be(
            "3A290A00" + "FA" + "8061" + "C2" + "8062" + "240997" + "8063" + "24110BA0" + "8064" + "29" + "003F7C00000000000000" + "8065" + "F8232221FAFBF9"
            + "C0C487" + "80C48D" + "8067" + "20" + "8066" + "E0" + Hex(Long) + "FC" + "FB");
    }

    [TestMethod]
    public async Task Accept_OfOneType_ChoosesIt_AndOfSeveralLeavesTheTableText()
    {
        (await Node.GetBytesAsync("/_cat/health", "application/json")).ContentType.Should().StartWith("application/json");
        (await Node.GetBytesAsync("/_cat/health", "application/yaml;q=1")).ContentType.Should().Be("application/yaml");
        (await Node.GetBytesAsync("/_cat/health", "application/json, text/plain, */*")).ContentType.Should().StartWith("text/plain");
        (await Node.GetBytesAsync("/", "text/html")).ContentType.Should().StartWith("application/json");
    }

    [TestMethod]
    public async Task Errors_ComeInTheFormAskedFor_AndAnUnknownFormIsRefused()
    {
        (await Node.GetBytesAsync("/nope/_doc/1?format=yaml")).ContentType.Should().Be("application/yaml");
        (await Node.GetAsync("/_cat/health?format=xml")).ShouldFail(400, "illegal_argument_exception", "[format: xml] is not supported by this node");
    }

    private const string Long = "0123456789012345678901234567890123456789012345678901234567890123456789";

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
