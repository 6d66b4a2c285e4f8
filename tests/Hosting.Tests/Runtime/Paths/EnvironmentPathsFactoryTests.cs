using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Migration.Hosting.Runtime.Paths;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Runtime.Settings;
using Migration.Hosting.Tests.PostgreSQL;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Paths;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed partial class EnvironmentPathsFactoryTests
{
    private readonly FakeReaper _reaper = new();
    private readonly EnvironmentMark _mark = new();

    [TestCleanup]
    public void CleanUp()
    {
        foreach (var folder in _reaper.Folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Create_ThrowAwayEnvironment_KeepsEverythingBelowAFolderThatGoes()
    {
        var paths = Create(("DcpPublisher:RandomizePorts", "true"));

        paths.IsThrowAway.Should().BeTrue();
        _reaper.Folders.Should().Equal(paths.TemporaryDirectory);
        paths.DataDirectory.Should().StartWith(paths.TemporaryDirectory + "/");
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(paths.TemporaryDirectory);
            mode.Should().HaveFlag(UnixFileMode.OtherExecute, "a server under another user must get through");
            mode.Should().NotHaveFlag(UnixFileMode.OtherRead);
        }
    }

    [TestMethod]
    public void Create_DataDirectoryIsSet_IsUsed()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"paths-{_mark.Id}");
        try
        {
            Create(("DataDirectory", folder)).DataDirectory.Should().Be(folder);
            Directory.Exists(folder).Should().BeTrue();
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [TestMethod]
    public void GetStateDirectory_TwoCheckouts_HaveTwoAndTheNameIsReadable()
    {
        var one = EnvironmentPathsFactory.GetStateDirectory("/src/one/AppHost");
        var two = EnvironmentPathsFactory.GetStateDirectory("/src/two/AppHost");

        one.Should().NotBe(two);
        Path.GetFileName(one).Should().StartWith("AppHost-");
        EnvironmentPathsFactory.GetStateDirectory("/src/one/AppHost/").Should().Be(one);
        Path.GetFileName(EnvironmentPathsFactory.GetStateDirectory("/src/Migration.AppHost")).Should().StartWith("Migration.AppHost-");
    }

    [TestMethod]
    [RequiresRoot]
    [UnsupportedOSPlatform("windows")]
    public void DataDirectory_AsRootUnderAClosedUmask_LetsTheServersUserThrough()
    {
        var before = SetUmask(Convert.ToUInt32("077", 8));
        try
        {
            var paths = Create(("DataDirectory", Path.Combine(Path.GetTempPath(), $"migration-{_mark.Id}", "deep", "data")));

            string[] made = [paths.TemporaryDirectory, Path.GetDirectoryName(paths.DataDirectory)!, paths.DataDirectory];
            made.Select(File.GetUnixFileMode).Should().OnlyContain(mode => mode.HasFlag(UnixFileMode.OtherExecute) && !mode.HasFlag(UnixFileMode.OtherRead));
        }
        finally
        {
            _ = SetUmask(before);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint SetUmask(uint mask);

    private EnvironmentPaths Create(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build();
        return EnvironmentPathsFactory.Create(new RuntimeSettings(configuration), _mark, _reaper);
    }
}
