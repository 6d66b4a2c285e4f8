using Migration.TestSupport.Environments;

namespace Migration.TestSupport.Tests;

[TestClass]
public sealed class TargetSettingsTests
{
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal)
    {
        ["Monolith"] = "http://staging.test:8080",
        ["Listings"] = "http://staging.test:50051",
        ["Search"] = "https://search.test",
        ["MonolithDatabase"] = "Host=a;Database=svetubd",
        ["ListingsDatabase"] = "Host=b;Database=listings",
    };

    [TestMethod]
    public void Read_NothingGiven_IsNoTarget() => TargetSettings.Read(static _ => null).Should().BeNull();

    [TestMethod]
    public void Read_RequiredOnesAlone_IsADeployedTargetWhereNothingIsAllowed()
    {
        var target = Read()!;

        target.IsDeployed.Should().BeTrue("whoever gives addresses has not started it here");
        target.Allowed.Should().BeEmpty();
        target.Addresses.Monolith.Should().Be(new Uri("http://staging.test:8080"));
        target.Addresses.DataSync.Should().BeNull();
    }

    [TestMethod]
    [DataRow("Monolith")]
    [DataRow("Listings")]
    [DataRow("Search")]
    [DataRow("MonolithDatabase")]
    [DataRow("ListingsDatabase")]
    public void Read_HalfATarget_NamesWhatIsMissing(string missing)
    {
        _settings.Remove(missing);

        var read = () => Read();

        read.Should().Throw<TargetException>().WithMessage($"The target is half given: Target:{missing} is missing.*");
    }

    [TestMethod]
    public void Read_SomethingOptionalAlone_IsHalfATarget()
    {
        var read = () => TargetSettings.Read(static name => name == "Allow" ? "Smoke" : null);

        read.Should().Throw<TargetException>().WithMessage("*Target:Monolith, Target:Listings, Target:Search, Target:MonolithDatabase, Target:ListingsDatabase are missing.*");
    }

    [TestMethod]
    [DataRow("staging.test:8080")]
    [DataRow("ftp://staging.test")]
    [DataRow("nonsense")]
    public void Read_AddressThatIsNone_NamesTheSetting(string address)
    {
        _settings["Search"] = address;

        var read = () => Read();

        read.Should().Throw<TargetException>().WithMessage($"Target:Search is '{address}', which is no address*");
    }

    /// <summary>What the verdict hands to a suite is what it was given itself.</summary>
    [TestMethod]
    public void ToVariables_OfATarget_AreReadAsTheSame()
    {
        (_settings["Allow"], _settings["DataSync"]) = ("TrafficRouter, Load", "http://staging.test:8090");
        var target = Read()!;

        var variables = TargetSettings.ToVariables(target);

        TargetSettings.Read(name => variables.GetValueOrDefault($"Target__{name}")).Should().BeEquivalentTo(target);
        target.Allowed.Should().Equal("TrafficRouter", "Load");
    }

    private EnvironmentTarget? Read() => TargetSettings.Read(name => _settings.GetValueOrDefault(name));
}
