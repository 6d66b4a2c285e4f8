using Microsoft.Extensions.Configuration;
using Migration.Monolith.Routing;

namespace Migration.Monolith.Tests.Routing;

[TestClass]
public sealed class RoutingSettingsTests
{
    [TestMethod]
    public void Read_NothingSet_StartsWithEverybodyOnTheMonolithAndThreeCanaries()
    {
        var settings = Read();

        settings.Enabled.Should().BeFalse();
        settings.RolloutPercent.Should().Be(0);
        settings.CanaryUserIds.Should().Equal(1, 2, 3);
    }

    [TestMethod]
    public void Read_AllSet_TakesThem()
    {
        var settings = Read(("USE_MARKETPLACE_MICROSERVICE", " True "), ("MARKETPLACE_ROLLOUT_PERCENT", "12.345"), ("MARKETPLACE_CANARY_USER_IDS", "9, 4,9"));

        settings.Enabled.Should().BeTrue();
        settings.RolloutPercent.Should().Be(12.345m);
        settings.CanaryUserIds.Should().Equal(4, 9);
    }

    [TestMethod]
    public void Read_EmptyCanaryList_MeansNone()
        => Read(("MARKETPLACE_CANARY_USER_IDS", "")).CanaryUserIds.Should().BeEmpty();

    [TestMethod]
    [DataRow("USE_MARKETPLACE_MICROSERVICE", "yes", "true or false")]
    [DataRow("MARKETPLACE_ROLLOUT_PERCENT", "-1", "0 to 100")]
    [DataRow("MARKETPLACE_ROLLOUT_PERCENT", "100.001", "0 to 100")]
    [DataRow("MARKETPLACE_ROLLOUT_PERCENT", "NaN", "0 to 100")]
    [DataRow("MARKETPLACE_ROLLOUT_PERCENT", "10%", "0 to 100")]
    [DataRow("MARKETPLACE_ROLLOUT_PERCENT", "0.0001", "three decimals")]
    [DataRow("MARKETPLACE_CANARY_USER_IDS", "1,two,3", "'two' is no user id")]
    [DataRow("MARKETPLACE_CANARY_USER_IDS", "0", "'0' is no user id")]
    [DataRow("MARKETPLACE_CANARY_USER_IDS", "-5", "'-5' is no user id")]
    [DataRow("MARKETPLACE_CANARY_USER_IDS", "1,,2", "'' is no user id")]
    [DataRow("MARKETPLACE_CANARY_USER_IDS", "99999999999999999999", "is no user id")]
    public void Read_BadValue_IsRefusedWithSettingValueAndCure(string setting, string value, string cure)
    {
        var read = () => Read((setting, value));

        read.Should().Throw<StartupException>().Which.Message.Should().Contain(setting).And.Contain($"'{value}'").And.Contain(cure);
    }

    [TestMethod]
    public void Read_TooManyCanaries_IsRefused()
    {
        var read = () => Read(("MARKETPLACE_CANARY_USER_IDS", string.Join(',', Enumerable.Range(1, 10_001))));

        read.Should().Throw<StartupException>().WithMessage("*at most 10000*10001*");
    }

    private static RoutingSettings Read(params (string Name, string Value)[] settings)
        => RoutingSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
            .Build());
}
