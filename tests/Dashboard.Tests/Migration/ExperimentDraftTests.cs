using Migration.Dashboard.Migrating.Changes;
using Migration.Dashboard.Migrating.Routing;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class ExperimentDraftTests
{
    private static readonly Experiment s_layout = new("layout", "1", [new ExperimentVariant("a", 1, "microservice"), new ExperimentVariant("b", 3, null)]);
    private static readonly Experiment s_price = new("price", "2", [new ExperimentVariant("x", 1, null)]);

    [TestMethod]
    public void Into_NewExperiment_StandsBehindTheOthers()
    {
        var draft = ExperimentDraft.New();
        (draft.Name, draft.Variants[0].Side) = (" price ", "monolith");

        var all = draft.Into([s_layout]).Value!;

        all[0].Should().BeSameAs(s_layout);
        all[1].Should().BeEquivalentTo(new Experiment("price", "1", [new ExperimentVariant("a", 1, "monolith"), new ExperimentVariant("b", 1, null)]));
    }

    [TestMethod]
    public void Into_ExperimentThatStands_TakesItsPlace()
    {
        var draft = ExperimentDraft.Of(s_layout);
        draft.Variants[1].Weight = "9";

        var all = draft.Into([s_layout, s_price]).Value!;

        all.Select(experiment => experiment.Name).Should().Equal("layout", "price");
        all[0].Variants.Should().Equal(new ExperimentVariant("a", 1, "microservice"), new ExperimentVariant("b", 9, null));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1.5")]
    [DataRow("-1")]
    [DataRow("many")]
    public void Into_WeightThatIsNoNumber_NamesTheVariant(string weight)
    {
        var draft = ExperimentDraft.Of(s_layout);
        draft.Variants[1].Weight = weight;

        draft.Into([s_layout]).Should().Be(new Edited<IReadOnlyList<Experiment>>(null, $"Weight of variant 2: “{weight}” is no whole number."));
    }

    [TestMethod]
    public void OutOf_TheOthersStay() => ExperimentDraft.Of(s_layout).OutOf([s_layout, s_price]).Value.Should().Equal(s_price);

    [TestMethod]
    public void Edit_OfWhatSomebodyElseHasChanged_IsRefused()
    {
        var draft = ExperimentDraft.Of(s_layout);
        var changed = s_layout with { Variants = [new ExperimentVariant("a", 2, "microservice"), new ExperimentVariant("b", 3, null)] };
        const string Expected = "Experiment layout: somebody else has changed it in between. Close this, and look at what stands now.";

        draft.Into([changed]).Problem.Should().Be(Expected);
        draft.Into([s_layout with { Seed = "2" }]).Problem.Should().Be(Expected);
        draft.OutOf([s_price]).Problem.Should().Be(Expected, "it is not there any more");
    }
}
