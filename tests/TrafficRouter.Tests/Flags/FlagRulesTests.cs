using System.Text.Json;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Flags;

[TestClass]
public sealed class FlagRulesTests
{
    [TestMethod]
    [DataRow("""{"rollout_percent":0}""")]
    [DataRow("""{"rollout_percent":100}""")]
    [DataRow("""{"rollout_percent":0.001}""")]
    [DataRow("""{"shadow_percent":12.345}""")]
    [DataRow("""{"enabled":false,"canary_user_ids":[1,2],"deny_user_ids":[]}""")]
    [DataRow("""{"seed":"Az09-_."}""")]
    [DataRow("""{"endpoint":"http://localhost:50051"}""")]
    [DataRow("""{"endpoint":"https://x"}""")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":1000000},{"name":"y","weight":0,"side":null}]}]}""")]
    [DataRow("""{"rollout_percent":5,"why":"read elsewhere"}""")]
    public void Patch_WithinTheRules_IsTaken(string json) => Refusals(json).Should().BeEmpty();

    [TestMethod]
    [DataRow("""{"rollout_percent":-0.001}""", "rollout_percent")]
    [DataRow("""{"rollout_percent":100.001}""", "rollout_percent")]
    [DataRow("""{"rollout_percent":0.0005}""", "rollout_percent")]
    [DataRow("""{"rollout_percent":1e400}""", "rollout_percent")]
    [DataRow("""{"rollout_percent":"5"}""", "rollout_percent")]
    [DataRow("""{"rollout_percent":null}""", "rollout_percent")]
    [DataRow("""{"shadow_percent":101}""", "shadow_percent")]
    [DataRow("""{"enabled":"yes"}""", "enabled")]
    [DataRow("""{"enabled":1}""", "enabled")]
    [DataRow("""{"canary_user_ids":5}""", "canary_user_ids")]
    [DataRow("""{"canary_user_ids":[1.5]}""", "canary_user_ids")]
    [DataRow("""{"canary_user_ids":[1e30]}""", "canary_user_ids")]
    [DataRow("""{"canary_user_ids":["1"]}""", "canary_user_ids")]
    [DataRow("""{"deny_user_ids":[-1]}""", "deny_user_ids")]
    [DataRow("""{"seed":""}""", "seed")]
    [DataRow("""{"seed":"a b"}""", "seed")]
    [DataRow("""{"seed":7}""", "seed")]
    [DataRow("""{"seed":"\ud800"}""", "seed")]
    [DataRow("""{"seed":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "seed")]
    [DataRow("""{"endpoint":"localhost"}""", "endpoint")]
    [DataRow("""{"endpoint":"file:///etc/passwd"}""", "endpoint")]
    [DataRow("""{"experiments":{}}""", "experiments")]
    [DataRow("""{"experiments":[1]}""", "experiments")]
    [DataRow("""{"experiments":[{"variants":[{"name":"x","weight":1}]}]}""", "experiments[0].name")]
    [DataRow("""{"experiments":[{"name":"a b","variants":[{"name":"x","weight":1}]}]}""", "experiments[0].name")]
    [DataRow("""{"experiments":[{"name":"a","seed":"/","variants":[{"name":"x","weight":1}]}]}""", "experiments[0].seed")]
    [DataRow("""{"experiments":[{"name":"a","seed":1,"variants":[{"name":"x","weight":1}]}]}""", "experiments[0].seed")]
    [DataRow("""{"experiments":[{"name":"a"}]}""", "experiments[0].variants")]
    [DataRow("""{"experiments":[{"name":"a","variants":[]}]}""", "experiments[0].variants")]
    [DataRow("""{"experiments":[{"name":"a","variants":[1]}]}""", "experiments[0].variants")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":0}]}]}""", "experiments[0].variants")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":"1"},{"name":"y","weight":1}]}]}""", "experiments[0].variants[0].weight")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":1000001}]}]}""", "experiments[0].variants[0].weight")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":1},{"name":"y","weight":-1}]}]}""", "experiments[0].variants[1].weight")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":1},{"name":"x","weight":1}]}]}""", "experiments[0].variants")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":1,"side":"left"}]}]}""", "experiments[0].variants[0].side")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"","weight":1}]}]}""", "experiments[0].variants[0].name")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":1}]},{"name":"a","variants":[{"name":"x","weight":1}]}]}""", "experiments")]
    [DataRow("""{"percent":5}""", "percent")]
    public void Patch_AgainstARule_NamesTheField(string json, string field)
    {
        var refusal = Refusals(json).Should().ContainSingle().Which;

        refusal.Field.Should().Be(field);
        refusal.Rule.Should().MatchRegex("^(must|is not)", "whoever is refused must read what would be taken");
    }

    [TestMethod]
    [DataRow("""{"rollout_percent":100.001}""", "100.001", "must be a number from 0 to 100 with at most three decimals")]
    [DataRow("""{"deny_user_ids":[5,-3,0]}""", "-3", "must hold user ids, whole numbers above 0")]
    [DataRow("""{"seed":"a b"}""", "a b", "must be 1 to 64 letters, digits, points, dashes or underscores")]
    [DataRow("""{"experiments":[{"name":"a b","variants":[{"name":"x","weight":1}]}]}""", "a b", "must be 1 to 50 letters, digits, points, dashes or underscores")]
    [DataRow("""{"experiments":[{"name":"a","variants":[]}]}""", "0 variants", "must be 1 to 20")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":1000001}]}]}""", "1000001", "must be a whole number from 0 to 1000000")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":0}]}]}""", null, "must have at least one weight above 0")]
    [DataRow("""{"experiments":[{"name":"a","variants":[{"name":"x","weight":1},{"name":"y","weight":1},{"name":"y","weight":1}]}]}""", "y", "must not use a name twice")]
    [DataRow("""{"endpoint":"localhost"}""", "localhost", "must be an address such as http://localhost:50051")]
    [DataRow("""{"enabled":1}""", "1", "must be true or false")]
    public void Patch_AgainstARule_SaysWhatWasSentAndWhatIsTaken(string json, string? value, string rule)
        => Refusals(json).Should().ContainSingle().Which.Should().Match<FlagViolation>(refusal => refusal.Value == value && refusal.Rule == rule);

    [TestMethod]
    public void Patch_AtTheVeryLimits_IsTakenAndOneBeyondIsNot()
    {
        string Seed(int length) => $$"""{"seed":"{{new string('s', length)}}"}""";
        string Endpoint(int length) => $$"""{"endpoint":"http://{{new string('h', length - 7)}}"}""";
        string Name(int length) => $$"""{"experiments":[{"name":"{{new string('n', length)}}","variants":[{"name":"x","weight":1}]}]}""";
        string Experiments(int count) => $$"""{"experiments":[{{string.Join(',', Enumerable.Range(1, count).Select(number => $$"""{"name":"e{{number}}","variants":[{"name":"x","weight":1}]}"""))}}]}""";
        string Variants(int count) => $$"""{"experiments":[{"name":"e","variants":[{{string.Join(',', Enumerable.Range(1, count).Select(number => $$"""{"name":"v{{number}}","weight":1}"""))}}]}]}""";
        var limits = new (Func<int, string> Patch, int Most)[] { (Seed, 64), (Endpoint, 200), (Name, 50), (Experiments, 20), (Variants, 20) };

        foreach (var (patch, most) in limits)
        {
            Refusals(patch(most)).Should().BeEmpty("{0} is still taken", patch(most));
            Refusals(patch(most + 1)).Should().ContainSingle("{0} is too much", patch(most + 1));
        }
    }

    [TestMethod]
    public void Rules_OfNothing_NameTheArgument()
    {
        FluentActions.Invoking(() => FlagRules.Check(null!)).Should().Throw<ArgumentNullException>().WithParameterName("flag");
        FluentActions.Invoking(() => new FlagPatch().ApplyTo(null!)).Should().Throw<ArgumentNullException>().WithParameterName("flag");
    }

    [TestMethod]
    public void Patch_AgainstSeveralRules_NamesThemAll()
        => Refusals("""{"rollout_percent":-1,"shadow_percent":101,"seed":"","canary_user_ids":[0]}""")
            .Select(violation => violation.Field).Should().Equal("rollout_percent", "shadow_percent", "canary_user_ids", "seed");

    [TestMethod]
    public void Patch_TooManyOfAnything_IsRefused()
    {
        var ids = string.Join(',', Enumerable.Range(1, 10_001));
        var experiments = string.Join(',', Enumerable.Range(1, 21).Select(number => $$"""{"name":"e{{number}}","variants":[{"name":"x","weight":1}]}"""));
        var variants = string.Join(',', Enumerable.Range(1, 21).Select(number => $$"""{"name":"v{{number}}","weight":1}"""));

        Refusals($$"""{"canary_user_ids":[{{ids}}]}""").Should().ContainSingle().Which.Should().Match<FlagViolation>(
            violation => violation.Field == "canary_user_ids" && violation.Value == "10001 ids" && violation.Rule.Contains("10000", StringComparison.Ordinal));
        Refusals($$"""{"canary_user_ids":[{{ids[..^6]}}]}""").Should().BeEmpty();
        Refusals($$"""{"experiments":[{{experiments}}]}""").Should().ContainSingle().Which.Should().Be(new FlagViolation("experiments", "21 experiments", "must be at most 20"));
        Refusals($$"""{"experiments":[{"name":"e","variants":[{{variants}}]}]}""").Should().ContainSingle().Which.Should().Be(new FlagViolation("experiments[0].variants", "21 variants", "must be 1 to 20"));
    }

    [TestMethod]
    public void Violation_TellsAShortenedValue()
        => Refusals($$"""{"endpoint":"{{new string('x', 5000)}}"}""").Single().Value.Should().HaveLength(101);

    [TestMethod]
    public void Patch_LeavesWhatItDoesNotName()
    {
        var flag = TestFlags.Flag(5) with { CanaryUserIds = [3], DenyUserIds = [4], Seed = "s", ShadowPercent = 2, Endpoint = "http://x", Experiments = [new("e", [new("v", 1)])] };

        new FlagPatch().ApplyTo(flag).Should().Be(flag);
        new FlagPatch { Endpoint = "", CanaryUserIds = [9, 1, 9] }.ApplyTo(flag).Should().Match<FlagDefinition>(changed => changed.Endpoint == null && changed.CanaryUserIds.SequenceEqual(new long[] { 1, 9 }));
        new FlagPatch { Enabled = false, RolloutPercent = 7, DenyUserIds = [], Seed = "t", ShadowPercent = 0, Endpoint = "http://y", Experiments = [] }.ApplyTo(flag)
            .Should().Match<FlagDefinition>(changed => !changed.Enabled && changed.RolloutPercent == 7 && changed.DenyUserIds.Count == 0 && changed.Seed == "t" && changed.ShadowPercent == 0 && changed.Endpoint == "http://y" && changed.Experiments.Count == 0);
    }

    [TestMethod]
    public void Experiments_StoredAndRead_AreTheSame()
    {
        ExperimentDefinition[] experiments = [new("layout", [new("a", 1), new("b", 2, Side.Microservice), new("c", 3, Side.Monolith)], "seed9"), new("other", [new("x", 1)])];

        ExperimentsJson.Read(ExperimentsJson.Write(experiments)).Should().BeEquivalentTo(experiments, options => options.WithStrictOrdering());
        FluentActions.Invoking(() => ExperimentsJson.Read("[1]")).Should().Throw<FlagRefusedException>();
    }

    private static IReadOnlyList<FlagViolation> Refusals(string json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            FlagRules.ThrowIfInvalid(FlagPatchReader.Read(document.RootElement, "why").ApplyTo(TestFlags.Flag(5)));
            return [];
        }
        catch (FlagRefusedException refused)
        {
            refused.Message.Should().Contain(refused.Violations[0].Field);
            return refused.Violations;
        }
    }
}
