using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.Tests.Runtime.Settings;

[TestClass]
public sealed class RuntimeSettingsTests
{
    [TestMethod]
    [DataRow(null, 60)]
    [DataRow("90", 90)]
    [DataRow("0.5", 0.5)]
    [DataRow("00:02:00", 120)]
    public void StartTimeout_Text_IsReadAsSecondsOrAsTime(string? text, double seconds)
    {
        var settings = Create(RuntimeSettings.StartTimeoutKey, text);

        settings.StartTimeout.Should().Be(TimeSpan.FromSeconds(seconds));
        settings.Invoking(read => read.ThrowIfInvalid()).Should().NotThrow();
    }

    [TestMethod]
    [DataRow("soon")]
    [DataRow("-5")]
    [DataRow("0")]
    [DataRow("2.00:00:00")]
    public void ThrowIfInvalid_StartTimeoutIsNoTime_NamesSettingValueAndCure(string text)
    {
        var settings = Create(RuntimeSettings.StartTimeoutKey, text);

        settings.Invoking(read => read.ThrowIfInvalid()).Should().Throw<DistributedApplicationException>().WithMessage($"*StartTimeout*'{text}'*seconds*");
    }

    [TestMethod]
    public void ThrowIfInvalid_SwitchIsNeitherTrueNorFalse_NamesIt()
    {
        var settings = Create(RuntimeSettings.RandomizePortsKey, "maybe");

        settings.Invoking(read => read.ThrowIfInvalid()).Should().Throw<DistributedApplicationException>()
            .WithMessage("*DcpPublisher:RandomizePorts*'maybe'*true or false*");
    }

    [TestMethod]
    public void Only_VariableOfThatName_IsNotMeantForUs()
    {
        // A prefix of its own, so that no other test sees it.
        const string Prefix = "RuntimeSettingsTests_";
        Environment.SetEnvironmentVariable($"{Prefix}ONLY", "somebody-elses");
        var environment = new ConfigurationBuilder().AddEnvironmentVariables(Prefix);
        environment.Build()[RuntimeSettings.OnlyKey].Should().Be("somebody-elses");

        new RuntimeSettings(environment.Build()).Only.Should().BeEmpty();
        new RuntimeSettings(environment.AddCommandLine(["--only", "shop, mail"]).Build()).Only.Should().Equal("shop", "mail");
    }

    private static RuntimeSettings Create(string key, string? value) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
}
