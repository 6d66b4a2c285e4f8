using Migration.Dashboard.Attributes;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Tests.Attributes;

[TestClass]
public sealed class AttributeConditionTests
{
    private static readonly TelemetryAttributes Attributes = new(
    [
        new("http.route", "/listings/{id}"), new("http.response.status_code", 503L), new("retried", true), new("share", 0.25),
    ]);

    [TestMethod]
    [DataRow("http.route=/listings/{id}", true)]
    [DataRow("http.route=/Listings/{ID}", true)]
    [DataRow("http.route!=/listings/{id}", false)]
    [DataRow("http.route~listing", true)]
    [DataRow("http.route!~listing", false)]
    [DataRow("http.response.status_code>=500", true)]
    [DataRow("http.response.status_code>503", false)]
    [DataRow("http.response.status_code<1000", true)]
    [DataRow("http.response.status_code<=60", false)]
    [DataRow("share<0.3", true)]
    [DataRow("retried=true", true)]
    [DataRow("absent=", false)]
    [DataRow("absent!=anything", true)]
    [DataRow("absent>1", false)]
    [DataRow("absent!~x", true)]
    public void Matches_EachOperator_ComparesAsAPersonExpects(string text, bool expected)
        => AttributeCondition.TryParse(text)!.Matches(Attributes).Should().Be(expected);

    [TestMethod]
    [DataRow("name=a=b", "name", "=", "a=b")]
    [DataRow("name>=5", "name", ">=", "5")]
    [DataRow("name!~a b", "name", "!~", "a b")]
    [DataRow(" name = x ", "name", "=", "x")]
    public void TryParse_OfAText_SplitsAtTheFirstOperator(string text, string name, string symbol, string value)
        => AttributeCondition.TryParse(text).Should().Be(new AttributeCondition(name, symbol, value));

    [TestMethod]
    [DataRow("")]
    [DataRow("name")]
    [DataRow("=value")]
    public void TryParse_WithoutNameOrOperator_IsNull(string text) => AttributeCondition.TryParse(text).Should().BeNull();

    [TestMethod]
    public void ToString_OfEachOperator_IsReadBack()
    {
        foreach (var (symbol, _) in AttributeCondition.Operators)
        {
            var condition = new AttributeCondition("a.b", symbol, "5");

            AttributeCondition.TryParse(condition.ToString()).Should().Be(condition, "the address must keep the condition");
        }
    }
}
