using System.Text.Json;
using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Tests.Flags;

[TestClass]
public sealed class FlagPatchReaderTests
{
    [TestMethod]
    [DataRow("""{"enabled":1}""", "enabled", "must be true or false")]
    [DataRow("""{"rollout_percent":"5"}""", "rollout_percent", "must be a number from 0 to 100 with at most three decimals")]
    [DataRow("""{"seed":1}""", "seed", "must be a text")]
    [DataRow("""{"canary_user_ids":1}""", "canary_user_ids", "must be a list of user ids")]
    [DataRow("""{"deny_user_ids":[1,"2"]}""", "deny_user_ids", "must hold user ids, whole numbers above 0")]
    [DataRow("""{"experiments":[{"name":"e","variants":[]},1]}""", "experiments", "must be a list of {name, seed, variants}")]
    [DataRow("""{"experiments":[{"name":"e"}]}""", "experiments[0].variants", "must be a list of {name, weight, side}")]
    [DataRow("""{"experiments":[{"name":"e","variants":1}]}""", "experiments[0].variants", "must be a list of {name, weight, side}")]
    [DataRow("""{"experiments":[{"name":"e","variants":[{"name":"v","weight":1},1]}]}""", "experiments[0].variants", "must be a list of {name, weight, side}")]
    [DataRow("""{"experiments":[{"name":"e","variants":[{"name":"v"}]}]}""", "experiments[0].variants[0].weight", "must be a whole number")]
    [DataRow("""{"experiments":[{"name":"e","variants":[{"name":"v","weight":1,"side":"x"}]}]}""", "experiments[0].variants[0].side", "must be monolith, microservice or null")]
    [DataRow("""{"experiments":[{"name":7,"variants":[]}]}""", "experiments[0].name", "must be a text")]
    [DataRow("""{"colour":1}""", "colour", "is not a field here; these are: enabled, rollout_percent, canary_user_ids, deny_user_ids, seed, shadow_percent, experiments, endpoint, why")]
    public void Read_OfWhatIsNoChange_SaysWhatTheFieldMustBe(string json, string field, string rule)
    {
        using var document = JsonDocument.Parse(json);

        var read = () => FlagPatchReader.Read(document.RootElement, "why");

        read.Should().Throw<FlagRefusedException>().Which.Violations.Should().ContainSingle()
            .Which.Should().Match<FlagViolation>(found => found.Field == field && found.Rule == rule);
    }
}
