using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class BinaryLocatorTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task LocateAsync_SettingAndInstalled_TakesTheSetting()
    {
        var folder = $"/tmp/migration-setting-{Guid.NewGuid():N}";
        await using var lab = new PostgresLab { Settings = new NativeSettings { BinDirectory = folder, Discovery = DiscoveryMode.Package } };
        try
        {
            FakePrograms.Server(folder, "14.2");

            var found = await lab.Locator(Installed(lab, "16.1")).LocateAsync(null, Cancelled);

            found.Should().Be(new PostgresBinaries(folder, new PostgresVersion(14, 2, "14.2")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [DataRow("/nowhere/at/all", "the folder does not exist")]
    [DataRow("relative/bin", "it is not an absolute path")]
    [DataRow("/tmp", "it holds no postgres and no initdb")]
    public async Task LocateAsync_UnusableSetting_IsAnErrorAndNothingElseIsTried(string folder, string problem)
    {
        await using var lab = new PostgresLab { Settings = new NativeSettings { BinDirectory = folder } };
        var package = new NoPackage();

        var locate = () => lab.Locator(Installed(lab, "16.1"), package).LocateAsync(null, Cancelled);

        var error = (await locate.Should().ThrowAsync<PostgresStartException>()).Which;
        error.Cause.Should().Be($"The setting Postgres:BinDirectory is '{folder}', which cannot be used: {problem}.");
        error.Cure.Should().StartWith("Set it to the folder that holds 'postgres' and 'initdb'");
        package.WasAsked.Should().BeFalse();
    }

    [TestMethod]
    public async Task LocateAsync_SettingOfAnOldVersion_NamesTheVersion()
    {
        var folder = $"/tmp/migration-setting-{Guid.NewGuid():N}";
        await using var lab = new PostgresLab { Settings = new NativeSettings { BinDirectory = folder } };
        try
        {
            FakePrograms.Server(folder, "13.9");

            var locate = () => lab.Locator().LocateAsync(null, Cancelled);

            (await locate.Should().ThrowAsync<PostgresStartException>()).Which.Cause.Should().Contain("version 13.9 is older than 14");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [RequiresRoot]
    public async Task LocateAsync_SettingBelowAClosedFolder_NamesTheUserAndTheFolder()
    {
        var home = $"/tmp/migration-closed-{Guid.NewGuid():N}";
        await using var lab = new PostgresLab { Settings = new NativeSettings { BinDirectory = $"{home}/pg/bin" } };
        try
        {
            FakePrograms.Server($"{home}/pg/bin", "16.1");
            Folders.SetMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            var locate = () => lab.Locator().LocateAsync(null, Cancelled);

            (await locate.Should().ThrowAsync<PostgresStartException>()).Which.Cause.Should()
                .Contain($"user '{PostgresLab.User.Name}', which the server runs as because the host is root, may not enter '{home}'");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [TestMethod]
    public async Task LocateAsync_SeveralInstalled_TakesTheNewestThatIsNewEnoughAndRuns()
    {
        await using var lab = new PostgresLab();
        var installed = Installed(lab, "9.6.24", "14.20", "16.9", "16.10");
        FakePrograms.Write(lab.In("lib/broken/bin/postgres"), "exit 127");
        FakePrograms.Write(lab.In("lib/broken/bin/initdb"), "exit 127");
        var package = new NoPackage();

        var found = await lab.Locator(installed, package).LocateAsync(null, Cancelled);

        found.Version.Text.Should().Be("16.10");
        package.WasAsked.Should().BeFalse();
    }

    [TestMethod]
    public async Task LocateAsync_DataOfAnOlderVersion_TakesThatVersion()
    {
        await using var lab = new PostgresLab();

        var found = await lab.Locator(Installed(lab, "14.20", "16.9")).LocateAsync(14, Cancelled);

        found.Version.Text.Should().Be("14.20");
    }

    [TestMethod]
    public async Task LocateAsync_DataOfThePackage_TakesThePackageEvenIfAnotherVersionIsInstalled()
    {
        await using var lab = new PostgresLab();
        var package = new FixedPackage(FakePrograms.Server(lab.In("package/bin"), "17.10"));

        var found = await lab.Locator(Installed(lab, "15.1"), package).LocateAsync(PackagePin.Major, Cancelled);

        found.Version.Text.Should().Be("17.10");
    }

    [TestMethod]
    public async Task LocateAsync_DataOfAVersionThatIsNowhere_TakesTheNewestAndLeavesTheVerdictToTheFolder()
    {
        await using var lab = new PostgresLab();

        var found = await lab.Locator(Installed(lab, "15.1")).LocateAsync(17, Cancelled);

        found.Version.Text.Should().Be("15.1");
    }

    [TestMethod]
    public async Task LocateAsync_DiscoveryIsPackage_PassesWhatIsInstalledOver()
    {
        await using var lab = new PostgresLab { Settings = new NativeSettings { Discovery = DiscoveryMode.Package } };
        var package = new FixedPackage(FakePrograms.Server(lab.In("package/bin"), "17.10"));

        var found = await lab.Locator(Installed(lab, "18.1"), package).LocateAsync(null, Cancelled);

        found.Version.Text.Should().Be("17.10");
    }

    [TestMethod]
    public async Task LocateAsync_DiscoveryIsInstalled_NeverAsksForThePackage()
    {
        await using var lab = new PostgresLab { Settings = new NativeSettings { Discovery = DiscoveryMode.Installed } };
        var package = new NoPackage();

        var locate = () => lab.Locator(new InstalledBinaries([], null), package).LocateAsync(null, Cancelled);

        (await locate.Should().ThrowAsync<PostgresStartException>()).Which.Cause.Should().Contain("not asked, because Postgres:Discovery is 'installed'");
        package.WasAsked.Should().BeFalse();
    }

    [TestMethod]
    public async Task LocateAsync_NothingAnywhere_SaysWhatWasLookedForWhereAndTheThreeCures()
    {
        await using var lab = new PostgresLab();
        var installed = Installed(lab, "13.3");

        var locate = () => lab.Locator(installed).LocateAsync(null, Cancelled);

        var error = (await locate.Should().ThrowAsync<PostgresStartException>()).Which;
        error.Cause.Should().Be(
            "No PostgreSQL 14 or newer was found. (1) Setting Postgres:BinDirectory: not set. "
            + $"(2) Installed: '{lab.In("lib/13.3/bin")}' cannot be used: version 13.3 is older than 14. (3) the package: there is none.");
        error.Cure.Should().ContainAll("apt-get install postgresql", "set Postgres:BinDirectory", "npm on PATH");
    }

    private static InstalledBinaries Installed(PostgresLab lab, params string[] versions)
    {
        foreach (var version in versions)
        {
            FakePrograms.Server(lab.In($"lib/{version}/bin"), version);
        }

        return new InstalledBinaries([lab.In("lib/*/bin")], null);
    }
}
