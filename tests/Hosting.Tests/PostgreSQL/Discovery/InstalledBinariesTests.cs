using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class InstalledBinariesTests
{
    [TestMethod]
    public async Task Find_Patterns_GivesEveryFolderThatHoldsAServer()
    {
        await using var lab = new PostgresLab();
        var old = FakePrograms.Server(lab.In("lib/14/bin"), "14.1");
        var current = FakePrograms.Server(lab.In("lib/16/bin"), "16.2");
        Directory.CreateDirectory(lab.In("lib/17/bin"));

        var found = new InstalledBinaries([lab.In("lib/*/bin"), lab.In("missing/*/bin"), lab.In("missing")], null).Find();

        found.Should().BeEquivalentTo(old, current);
    }

    [TestMethod]
    public async Task Find_LinkInSearchPath_GivesTheFolderOfTheRealProgramOnce()
    {
        await using var lab = new PostgresLab();
        var real = FakePrograms.Server(lab.In("opt/16/bin"), "16.2");
        Directory.CreateDirectory(lab.In("links"));
        File.CreateSymbolicLink(lab.In("links/postgres"), Path.Combine(real, "postgres"));

        var found = new InstalledBinaries([lab.In("opt/*/bin")], $"{lab.In("links")}:relative:{lab.In("missing")}").Find();

        found.Should().Equal(real);
    }
}
