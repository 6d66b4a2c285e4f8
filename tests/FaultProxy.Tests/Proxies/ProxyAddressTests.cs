using Migration.FaultProxy.Proxies;

namespace Migration.FaultProxy.Tests.Proxies;

[TestClass]
public sealed class ProxyAddressTests
{
    [TestMethod]
    [DataRow(null, "127.0.0.1:0")]
    [DataRow("", "127.0.0.1:0")]
    [DataRow("8080", "127.0.0.1:8080")]
    [DataRow(":8080", "127.0.0.1:8080")]
    [DataRow("localhost:8080", "127.0.0.1:8080")]
    [DataRow("0.0.0.0:8080", "0.0.0.0:8080")]
    [DataRow("[::1]:8080", "[::1]:8080")]
    public void ParseListen_OfAnAddress_IsLoopbackUnlessSaid(string? text, string expected)
        => ProxyAddress.ParseListen(text).ToString().Should().Be(expected);

    [TestMethod]
    [DataRow("5432", "127.0.0.1:5432")]
    [DataRow("db.internal:5432", "Unspecified/db.internal:5432")]
    [DataRow("http://localhost:50051", "Unspecified/localhost:50051")]
    [DataRow("[::1]:5432", "[::1]:5432")]
    public void ParseUpstream_OfAnAddress_IsThatServer(string text, string expected)
        => ProxyAddress.ParseUpstream(text).ToString().Should().Be(expected);

    [TestMethod]
    [DataRow("host")]
    [DataRow("host:")]
    [DataRow("host:-1")]
    [DataRow("host:65536")]
    [DataRow("host:0")]
    public void ParseUpstream_OfWhatIsNone_SaysSo(string text)
    {
        var parse = () => ProxyAddress.ParseUpstream(text);

        parse.Should().Throw<FormatException>().WithMessage($"'{text}'*");
    }
}
