using Migration.Verdict.Catalogue;
using Migration.Verdict.Faults;
using Migration.Verdict.Model;

namespace Migration.Verdict.Tests;

[TestClass]
public sealed class FaultCatalogueTests
{
    private const string Text = "# Prices are wrong\nfile: a/B.cs\nsuite: Smoke\ncheck: A_B_C\n--- was\nreturn price;\n+++ is\nreturn FAULT ? 0 : price;\n";

    public static IEnumerable<object[]> Names => FaultCatalogue.All.Select(fault => new object[] { fault.Name });

    [TestMethod]
    public void Catalogue_HasTwentyFaultsAtLeast() => FaultCatalogue.All.Should().HaveCountGreaterThanOrEqualTo(20);

    /// <summary>A fault that no longer fits its source would be found out only by whoever runs the proof.</summary>
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Fault_StillFitsItsSourceAndItsCheck(string name)
    {
        var fault = FaultCatalogue.Find([name], [])[0];
        var source = File.ReadAllText(Path.Combine(Root(), fault.File));

        fault.WeaveInto(source).Should().NotBe(source).And.Contain($"SeededFault.Is(\"{name}\")");
        SuiteCatalogue.Find([fault.Suite])[0].Checks.Should().Contain(check => check.Test == fault.Check, "the check must exist");
    }

    [TestMethod]
    public void WeaveInto_TextThatStandsTwice_IsRefused()
    {
        var fault = FaultCatalogue.Parse("price", Text);

        var weave = () => fault.WeaveInto("return price; return price;");

        weave.Should().Throw<FormatException>().WithMessage("*'price' no longer fits a/B.cs*exactly once*");
    }

    [TestMethod]
    public void Parse_AFile_IsTheFault()
    {
        var fault = FaultCatalogue.Parse("price", Text);

        fault.Should().Be(new SeededFaultDefinition("price", "Prices are wrong", "a/B.cs", "Smoke", "A_B_C", "return price;", "return FAULT ? 0 : price;"));
        fault.WeaveInto("x\nreturn price;\n").Should().Be("x\nreturn global::Migration.SeededFault.Is(\"price\") ? 0 : price;\n");
    }

    [TestMethod]
    public void Parse_WithoutACheck_IsRefused()
    {
        var parse = () => FaultCatalogue.Parse("price", Text.Replace("check: A_B_C\n", string.Empty, StringComparison.Ordinal));

        parse.Should().Throw<FormatException>().WithMessage("*'price' does not say its check*");
    }

    [TestMethod]
    public void Find_UnknownFault_NamesThoseThatAre()
    {
        var find = () => FaultCatalogue.Find(["no-such"], []);

        find.Should().Throw<NoVerdictException>().WithMessage("*no seeded fault 'no-such'*breaker-closes-after-1*");
    }

    [TestMethod]
    public void Find_FaultOfAnotherSuite_IsRefused()
    {
        var find = () => FaultCatalogue.Find(["breaker-closes-after-1"], ["Smoke"]);

        find.Should().Throw<NoVerdictException>().WithMessage("*Smoke must find*");
    }

    [TestMethod]
    public void Find_OfASuite_IsEveryFaultThatItMustFind()
        => FaultCatalogue.Find([], ["smoke"]).Should().Equal(FaultCatalogue.All.Where(fault => fault.Suite == "Smoke")).And.NotBeEmpty();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Migration.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
