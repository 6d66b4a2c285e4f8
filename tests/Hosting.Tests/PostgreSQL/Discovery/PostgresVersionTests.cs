using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class PostgresVersionTests
{
    [TestMethod]
    [DataRow("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15, 18, "15.18")]
    [DataRow("postgres (PostgreSQL) 17.10", 17, 10, "17.10")]
    [DataRow("postgres (PostgreSQL) 18beta1", 18, 0, "18beta1")]
    [DataRow("postgres (PostgreSQL) 9.6.24\n", 9, 6, "9.6.24")]
    public void TryParse_OutputOfVersion_GivesMajorMinorAndText(string output, int major, int minor, string text)
    {
        PostgresVersion.TryParse(output, out var version).Should().BeTrue();

        version.Should().Be(new PostgresVersion(major, minor, text));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("postgres (EnterpriseDB) 15.1")]
    [DataRow("15.18")]
    public void TryParse_OtherText_SaysNo(string output) => PostgresVersion.TryParse(output, out _).Should().BeFalse();
}
