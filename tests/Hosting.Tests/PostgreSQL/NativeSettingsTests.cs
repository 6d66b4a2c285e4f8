using Microsoft.Extensions.Configuration;
using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class NativeSettingsTests
{
    [TestMethod]
    public void Read_NothingSet_LeavesTheChoiceToTheDiscovery() => Read().Should().Be(new NativeSettings());

    [TestMethod]
    public void Read_AllSet_TakesThem()
    {
        var settings = Read(
            ("Postgres:BinDirectory", " /opt/pg/bin "), ("Postgres:Discovery", "Package"), ("Postgres:Durable", "True"), ("Postgres:CacheDirectory", "/cache"));

        settings.Should().Be(new NativeSettings
        {
            BinDirectory = "/opt/pg/bin",
            Discovery = DiscoveryMode.Package,
            Durable = true,
            CacheDirectory = "/cache",
        });
    }

    [TestMethod]
    [DataRow("Postgres:Discovery", "docker", "Set it to 'auto' (an installed PostgreSQL, else the npm package), 'installed' or 'package', or remove it.")]
    [DataRow("Postgres:Durable", "yes", "Set it to 'true' or 'false', or remove it.")]
    [DataRow("Postgres:CacheDirectory", "cache", "Set it to an absolute path, or remove it.")]
    public void Read_BadValue_NamesTheSettingTheValueAndTheCure(string key, string value, string cure)
    {
        var read = () => Read((key, value));

        var error = read.Should().Throw<PostgresStartException>().Which;
        error.Cause.Should().Be($"The setting {key} is '{value}'.");
        error.Cure.Should().Be(cure);
    }

    private static NativeSettings Read(params (string Key, string Value)[] values) => NativeSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value))).Build());
}
