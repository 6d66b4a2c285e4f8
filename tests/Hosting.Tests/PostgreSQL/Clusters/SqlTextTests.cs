using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class SqlTextTests
{
    [TestMethod]
    [DataRow("app", "\"app\"")]
    [DataRow("we\"ird; DROP", "\"we\"\"ird; DROP\"")]
    public void Identifier_AnyName_IsQuoted(string name, string quoted) => SqlText.Identifier(name).Should().Be(quoted);

    [TestMethod]
    [DataRow("plain", "E'plain'")]
    [DataRow("it's", "E'it''s'")]
    [DataRow("back\\slash", "E'back\\\\slash'")]
    [DataRow("two\r\nlines", "E'two\\r\\nlines'")]
    public void Literal_AnyValue_StaysOnOneLine(string value, string quoted) => SqlText.Literal(value).Should().Be(quoted);
}
