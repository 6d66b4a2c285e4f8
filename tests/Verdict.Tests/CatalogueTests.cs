using Migration.Verdict.Catalogue;
using Migration.Verdict.Model;

namespace Migration.Verdict.Tests;

[TestClass]
public sealed class CatalogueTests
{
    [TestMethod]
    public void All_HasFiveSuitesOf48Checks() => SuiteCatalogue.All.Select(suite => (suite.Name, suite.Checks.Count)).Should().Equal(
        ("Smoke", 9), ("Connectivity", 9), ("TrafficRouter", 10), ("DataConsistency", 9), ("PerformanceReliability", 11));

    [TestMethod]
    public void Find_OfNoName_IsAll() => SuiteCatalogue.Find([]).Should().HaveCount(5);

    [TestMethod]
    public void Find_OfAName_IsThatSuite() => SuiteCatalogue.Find(["smoke"]).Should().ContainSingle().Which.Name.Should().Be("Smoke");

    [TestMethod]
    public void Find_OfAnUnknownName_SaysWhichThereAre()
    {
        var act = () => SuiteCatalogue.Find(["Smok"]);

        act.Should().ThrowExactly<NoVerdictException>().WithMessage("There is no suite 'Smok'. The suites are Smoke, Connectivity,*");
    }

    [TestMethod]
    public void With_PartOfATestsName_IsItsSuite() => SuiteCatalogue.With("breaker_overthewire", SuiteCatalogue.All).Should().ContainSingle().Which.Name.Should().Be("Connectivity");

    [TestMethod]
    public void With_AnUnknownTest_SaysWhereTheyAre()
    {
        var with = () => SuiteCatalogue.With("NoSuchTest", SuiteCatalogue.All);

        with.Should().Throw<NoVerdictException>().WithMessage("*'NoSuchTest'*checks.tsv*");
    }
}
