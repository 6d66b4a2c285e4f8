namespace Migration.Dashboard.Tests.Browser;

/// <summary>A test without a browser has proved nothing: it must say so, and never pass.</summary>
[TestClass]
[DoNotParallelize]
public sealed class BrowserChoiceTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("browsers-");

    public required TestContext TestContext { get; init; }

    private string Elsewhere => Path.Join(_folder.FullName, "elsewhere");

    [TestCleanup]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [TestMethod]
    [DataRow("chromium")]
    [DataRow("google-chrome")]
    public void Of_ProgramInOneOfTheFolders_TakesIt(string name)
    {
        var program = Put(name);

        BrowserChoice.Of(null, $"{Elsewhere}{Path.PathSeparator}{_folder.FullName}").Should().Be(new BrowserChoice(program, ""));
    }

    [TestMethod]
    public void Of_NamedProgram_OutranksTheFolders()
    {
        Put("chromium");
        var named = Put("mine");

        BrowserChoice.Of(named, _folder.FullName).Should().Be(new BrowserChoice(named, ""));
    }

    [TestMethod]
    public void Of_NamedProgramThatIsNotThere_TakesNoOther()
    {
        Put("chromium");

        BrowserChoice.Of(Elsewhere, _folder.FullName).Should().Be(new BrowserChoice(null, $"CHROMIUM_PATH names {Elsewhere}, which is not there."));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("/nowhere")]
    public void Of_NoProgramAnywhere_SaysWhatToInstall(string? path)
        => BrowserChoice.Of(null, path).Should().Be(new BrowserChoice(null, "Install Debian's package chromium, or name a Chromium or Chrome in CHROMIUM_PATH."));

    [TestMethod]
    public async Task Start_WithoutABrowser_IsInconclusiveWithTheReason()
        => (await FluentActions.Awaiting(() => Chromium.StartAsync(new BrowserChoice(null, "There is none."))).Should().ThrowExactlyAsync<AssertInconclusiveException>())
            .Which.Message.Should().Contain("NOT-RUN: no browser. There is none.");

    [TestMethod]
    public async Task Start_OfAProgramThatIsNoBrowser_IsInconclusiveWithTheReason()
    {
        var program = Put("chromium");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nexit 3\n", TestContext.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        (await FluentActions.Awaiting(() => Chromium.StartAsync(new BrowserChoice(program, ""))).Should().ThrowExactlyAsync<AssertInconclusiveException>())
            .Which.Message.Should().Contain($"NOT-RUN: no browser. {program} does not start: ");
    }

    private string Put(string name)
    {
        var file = Path.Join(_folder.FullName, name);
        File.WriteAllText(file, "");
        return file;
    }
}
